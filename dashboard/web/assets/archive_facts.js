// What a manifest says: factsOf(manifest, holds) gives the five values that may leave this computer, or refuses. All of them are texts
// of digits, or checked one by one: they are shown, and sent only once they are confirmed.
'use strict'

const MOST_FOLLOWERS = 2_000_000_000
const EARLIEST = '2018-01-01'
const ACCOUNT_ID = /^[1-9][0-9]{0,19}$/
const COUNT = /^[0-9]{1,10}$/
const HANDLE = /^[A-Za-z0-9_]{1,20}$/
const FILE_NAME = /^(?:[^\p{C}\p{Z}]| ){1,255}$/u
const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d{1,6})?Z$/

function factsOf(manifest, holds) {
  const { accountId, userName } = fieldsOf(manifest.userInfo)
  if (!isText(accountId, ACCOUNT_ID) || !isText(userName, HANDLE)) refuse('no_account')
  const { generationDate, isPartialArchive } = fieldsOf(manifest.archiveInfo)
  if (!isInstant(generationDate)) refuse('no_date')
  const partial = [true, 'true'].includes(isPartialArchive)
  const types = manifest.dataTypes === undefined ? {} : asObject(manifest.dataTypes)
  const followers = partsOf(types.follower)
  if (!followers.length) refuse(partial ? 'other_part' : 'no_followers')
  const following = partsOf(types.following)
  const missing = followers.find(part => !holds(part.file))
  if (missing && partial) refuse('other_part')
  if (missing) refuse('part_missing', { file: missing.file })
  return {
    account_id: accountId,
    handle: userName,
    generated_at: generationDate,
    followers: sum(followers),
    following: following.length && following.every(part => holds(part.file)) ? sum(following) : null
  }
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
  return Boolean(at) && !Number.isNaN(at.getTime()) && at.toISOString() === `${day}T${hour}.000Z` && day >= EARLIEST
}

// A list lies in as many files as the manifest names, each with its count.
function partsOf(type) {
  if (type === undefined || type === null) return []
  const { files = [] } = asObject(type)
  if (!Array.isArray(files)) refuse('manifest_unreadable')
  const parts = files.map(one => ({ file: fileIn(one), count: countIn(one) }))
  if (sum(parts) > MOST_FOLLOWERS || new Set(parts.map(part => part.file)).size < parts.length) refuse('bad_count')
  return parts
}

function sum(parts) {
  return parts.reduce((total, part) => total + part.count, 0)
}

function fileIn(said) {
  const { fileName } = fieldsOf(said)
  return isText(fileName, FILE_NAME) ? fileName : refuse('manifest_unreadable')
}

// X writes counts as texts; a number is taken too. One that is not there is not 0.
function countIn({ count }) {
  const text = typeof count === 'number' ? String(count) : count
  return isText(text, COUNT) ? Number(text) : refuse('bad_count')
}
