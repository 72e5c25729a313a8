// Reads the manifest of an X archive on the reader's own computer: readArchive(file) gives { facts } or { problem, values },
// the values being those that the sentence about the problem names.
// The problems are those of the command line's reader (dashboard/domain/x_archive.py), and what wins when several things are wrong is
// the same: the ZIP before its members, the names and places of all members before the manifest, its text before what it says.
// Nothing but the list of contents and the manifest is read, and the manifest is parsed, never run.
'use strict'

const MANIFEST = 'data/manifest.js'
const LARGEST_MANIFEST = 1024 * 1024
const UNSAFE = /^[\\/]|^[a-z]:|(?:^|[\\/])\.\.(?:[\\/]|$)/i
const OLD_POSTS = /(?:^|\/)(?:tweets\.csv|data\/js\/tweets\/[^/]+\.js)$/

async function readArchive(file) {
  try {
    const directory = await directoryOf(file)
    const contents = contentsOf(directory)
    checkPlaces(contents, directory)
    const { member, folder } = manifestIn(contents)
    const manifest = parseManifest(await inflate(directory, member))
    return { facts: factsOf(manifest, name => contents.scripts.has(folder + name)) }
  } catch (error) {
    // Whatever else the library or the browser says of a file: it cannot be read.
    return error instanceof ArchiveProblem ? { problem: error.problem, values: error.values } : { problem: 'damaged', values: {} }
  }
}

// ---- names and places

function contentsOf(directory) {
  const contents = { manifests: [], scripts: new Set(), starts: [], ends: [], old: false, nested: false, unsafe: false }
  const decoder = new TextDecoder()
  for (const member of membersOf(directory)) note(member, decoder.decode(member.name), contents)
  return contents
}

function note(member, said, contents) {
  if (!said || said.includes('\0')) refuse('damaged')
  contents.unsafe ||= UNSAFE.test(said)
  const name = said.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
  if (name === MANIFEST || name.endsWith(`/${MANIFEST}`)) contents.manifests.push({ member, folder: name.slice(0, -MANIFEST.length) })
  if (name.endsWith('.js')) contents.scripts.add(name)
  contents.old ||= OLD_POSTS.test(name)
  contents.nested ||= /\.zip$/i.test(name)
  contents.starts.push(member.start)
  contents.ends.push(member.end)
}

function checkPlaces({ starts, ends, unsafe }, directory) {
  if (unsafe) refuse('unsafe_paths')
  if (starts.some(start => start < 0) || ends.some(end => end > directory.start)) refuse('damaged')
  const order = [...starts.keys()].sort((a, b) => starts[a] - starts[b])
  if (order.some((one, index) => index && starts[one] < ends[order[index - 1]])) refuse('overlapping')
}

function manifestIn({ manifests, old, nested }) {
  if (manifests.length > 1) refuse('several_manifests')
  return manifests[0] ?? refuse(old ? 'grailbird' : nested ? 'nested' : 'no_manifest')
}

// ---- the manifest: inflated up to a bound, parsed

async function inflate(directory, member) {
  if (member.encrypted) refuse('encrypted')
  if (Math.max(member.size, member.packed) > LARGEST_MANIFEST) refuse('manifest_too_large')
  const entry = await entryOf(directory, member)
  const { chunks, sink } = bounded()
  try {
    await entry.getData(sink, { checkCrc32: true })
  } catch (error) {
    if (error.message === zip.ERR_INVALID_UNCOMPRESSED_SIZE) await measure(entry)
    throw error
  }
  return new Blob(chunks).arrayBuffer()
}

function bounded() {
  const chunks = []
  let size = 0
  const write = chunk => {
    size += chunk.length
    if (size > LARGEST_MANIFEST) refuse('manifest_too_large')
    chunks.push(chunk)
  }
  return { chunks, sink: new WritableStream({ write }) }
}

// The ZIP is wrong about how much there is: by how much, tells a bomb from a broken file.
async function measure(entry) {
  const { readable, writable } = new TransformStream()
  const packed = entry.getData(writable, { passThrough: true })
  const inflated = readable.pipeThrough(new DecompressionStream('deflate-raw')).pipeTo(bounded().sink)
  await Promise.all([packed.catch(() => {}), inflated])
}

function parseManifest(bytes) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const sign = text.indexOf('=')
    return asObject(sign < 0 ? undefined : JSON.parse(text.slice(sign + 1).trim().replace(/;$/, '')))
  } catch {
    return refuse('manifest_unreadable')
  }
}

function asObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : refuse('manifest_unreadable')
}
