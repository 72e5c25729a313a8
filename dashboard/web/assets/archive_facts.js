// What a manifest says: factsOf(manifest, holds) gives the five values that may leave this computer, or refuses. All of them are texts
// of digits, or checked one by one: they are shown, and sent only once they are confirmed.
'use strict'

const MOST_FOLLOWERS = 2_000_000_000
const FIRST_ARCHIVES = '2018-01-01'
const ACCOUNT_ID = /^[1-9][0-9]{0,19}$/
const HANDLE = /^[A-Za-z0-9_]{1,20}$/
const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d{1,6})?Z$/

function factsOf(manifest, holds) {
  const { accountId, userName } = fieldsOf(manifest.userInfo)
  if (!isText(accountId, ACCOUNT_ID) || !isText(userName, HANDLE)) refuse('no_account')
  const { generationDate, isPartialArchive } = fieldsOf(manifest.archiveInfo)
  if (!isInstant(generationDate)) refuse('no_date')
  const partial = String(isPartialArchive) === 'true'
  const types = manifest.dataTypes === undefined ? {} : asObject(manifest.dataTypes)
  const followers = countOf(types.follower, holds, partial)
  if (followers === null) refuse(partial ? 'other_part' : 'no_followers')
  const following = countOf(types.following, holds, true)
  return { account_id: accountId, handle: userName, generated_at: generationDate, followers, following }
}

function fieldsOf(value) {
  return typeof value === 'object' && value !== null ? value : {}
}

function isText(value, form) {
  return typeof value === 'string' && form.test(value)
}

// new Date() would make 2 March of 30 February.
function isInstant(value) {
  const [, day, hour] = (typeof value === 'string' && INSTANT.exec(value)) || []
  const at = day && new Date(`${day}T${hour}Z`)
  return Boolean(at) && !Number.isNaN(at.getTime()) && at.toISOString() === `${day}T${hour}.000Z` && day >= FIRST_ARCHIVES
}

// Follower lists lie in as many files as the manifest names; null where it names none, or where they lie in another part.
function countOf(type, holds, elsewhere) {
  if (type === undefined) return null
  const files = asObject(type).files ?? []
  if (!Array.isArray(files) || files.some(one => typeof asObject(one).fileName !== 'string')) refuse('manifest_unreadable')
  if (!files.length) return null
  const counts = files.map(one => countIn(one.count))
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total > MOST_FOLLOWERS || new Set(files.map(one => one.fileName)).size < files.length) refuse('bad_count')
  const missing = files.find(one => !holds(one.fileName))
  if (missing && !elsewhere) refuse('part_missing', missing.fileName)
  return missing ? null : total
}

function countIn(value) {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^[0-9]{1,10}$/.test(text) ? Number(text) : refuse('bad_count')
}
