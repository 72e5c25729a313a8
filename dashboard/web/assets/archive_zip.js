// The list of contents of a ZIP of any size, and single members out of it, on the reader's own computer: nothing else of the file is read.
// The library finds the list, in 64 bits or behind a comment, and inflates; the list itself is walked here, since an archive of X names
// tens of thousands of pictures, and the library would make an object of thirty fields of each.
'use strict'

const MOST_MEMBERS = 500_000
const LARGEST_DIRECTORY = 256 * MOST_MEMBERS
const OPTIONS = { useWebWorkers: false, filenameValidation: 'tolerant' }
const CENTRAL = 0x02014b50
const CENTRAL_LENGTH = 46
const LOCAL_LENGTH = 30
const LONGEST_EXTRAS = 2 * 0xffff
const IN_64_BITS = 0xffffffff

class ArchiveProblem extends Error {
  constructor(problem, values = {}) {
    super(problem)
    Object.assign(this, { problem, values })
  }
}

function refuse(problem, values) {
  throw new ArchiveProblem(problem, values)
}

class BoundedReader extends zip.BlobReader {
  async readUint8Array(offset, length) {
    if (length > LARGEST_DIRECTORY) refuse('damaged')
    return super.readUint8Array(offset, length)
  }
}

// { bytes, view, start, count, shift }: the list, where it begins, how many it says it names, by how much their places are off.
async function directoryOf(file) {
  const reader = new zip.ZipReader(new BoundedReader(file), OPTIONS)
  let count = 0
  const entries = reader.getEntriesGenerator({ onprogress: (_, total) => { count = total } })
  const { value: first, done } = await entries.next().catch(async error => {
    throw [zip.ERR_EOCDR_NOT_FOUND, zip.ERR_BAD_FORMAT].includes(error.message) ? await withoutEnd(file, error) : error
  })
  await entries.return()
  if (done) refuse('empty')
  if (count > MOST_MEMBERS) refuse('too_many_members')
  const start = reader.directoryOffset
  const bytes = new Uint8Array(await file.slice(start, start + reader.directoryLength).arrayBuffer())
  const directory = { file, bytes, view: new DataView(bytes.buffer), start, count, shift: 0 }
  directory.shift = first.offset - memberAt(directory, 0).start
  return directory
}

// A ZIP begins with its first member and ends with the list.
async function withoutEnd(file, error) {
  const [p, k, three, four] = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  if (p === 80 && k === 75 && three === 3 && four === 4) return new ArchiveProblem('truncated')
  return error.message === zip.ERR_EOCDR_NOT_FOUND || file.size < 22 ? new ArchiveProblem('not_a_zip') : error
}

function* membersOf(directory) {
  let at = 0
  let count = 0
  while (at < directory.bytes.length) {
    const member = memberAt(directory, at)
    yield member
    at = member.next
    count += 1
  }
  // A list without 64 bits counts to 65,535, then from 0 again.
  if (at !== directory.bytes.length || (count - directory.count) % 0x10000) refuse('damaged')
}

function memberAt({ bytes, view, shift }, at) {
  if (at + CENTRAL_LENGTH > bytes.length || view.getUint32(at, true) !== CENTRAL) refuse('damaged')
  const name = view.getUint16(at + 28, true)
  const extras = at + CENTRAL_LENGTH + name
  const comment = extras + view.getUint16(at + 30, true)
  const places = { size: view.getUint32(at + 24, true), packed: view.getUint32(at + 20, true), start: view.getUint32(at + 42, true) }
  if (Object.values(places).includes(IN_64_BITS)) widen(places, view, extras, comment)
  const { size, packed, start } = places
  return {
    at,
    next: comment + view.getUint16(at + 32, true),
    name: bytes.subarray(at + CENTRAL_LENGTH, extras),
    encrypted: Boolean(view.getUint16(at + 8, true) & 1),
    size,
    packed,
    start: start + shift,
    end: start + shift + LOCAL_LENGTH + name + packed
  }
}

// Numbers that do not fit in 32 bits stand, in their order, in the extra field of that kind.
function widen(places, view, at, end) {
  while (at + 4 <= end && view.getUint16(at, true) !== 1) at += 4 + view.getUint16(at + 2, true)
  at += 4
  for (const name of ['size', 'packed', 'start']) {
    if (places[name] !== IN_64_BITS) continue
    if (at + 8 > end) refuse('damaged')
    places[name] = Number(view.getBigUint64(at, true))
    at += 8
  }
}

// One member as the library knows it: out of a ZIP that holds nothing else, made of pieces of the file that are read only when needed.
async function entryOf({ file, bytes, start }, member) {
  const record = bytes.slice(member.at, member.next)
  new DataView(record.buffer).setUint32(42, 0, true)
  const local = file.slice(member.start, Math.min(start, member.end + LONGEST_EXTRAS))
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(8, 1, true)
  end.setUint16(10, 1, true)
  end.setUint32(12, record.length, true)
  end.setUint32(16, local.size, true)
  const [entry] = await new zip.ZipReader(new zip.BlobReader(new Blob([local, record, end])), OPTIONS).getEntries()
  return entry
}
