// The followers of an X archive, read piece by piece on the reader's own computer: sampleOf(file, most, progress) gives the facts of
// its manifest, and the numbers of all followers or of so many drawn at random. Nothing else of the archive is read but its list of contents and
// its manifest (archive_reader.js), and no number leaves this page as it is.
'use strict'

const KEY = /"accountId"(?:\s*:\s*"([0-9]{1,20})")?/g
const LIST_BEGINS = /^\ufeff?[^=]{0,200}=\s*\[/
const LONGEST_ROW = 64 * 1024

async function sampleOf(file, most, progress) {
  const directory = await directoryOf(file)
  const contents = contentsOf(directory)
  checkPlaces(contents, directory)
  const { member, folder } = manifestIn(contents)
  const manifest = parseManifest(await inflate(directory, member))
  const facts = factsOf(manifest, name => contents.scripts.has(folder + name))
  const names = manifest.dataTypes.follower.files.map(one => folder + one.fileName)
  const members = placesOf(directory, names)
  const sample = new Sample(most)
  for (const name of names) {
    await readList(directory, members.get(name), name, sample, facts.followers, progress)
  }
  if (sample.seen !== facts.followers) refuse('counts_differ')
  return { facts: { ...facts, followers: sample.size() }, ids: [...sample.ids] }
}

// As the library names members, and with their place in the directory; a name that stands there twice is the last.
function placesOf(directory, names) {
  const wanted = new Set(names)
  const places = new Map()
  const decoder = new TextDecoder()
  for (const member of membersOf(directory)) {
    const name = decoder.decode(member.name).replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
    if (wanted.has(name)) places.set(name, member)
  }
  return places
}

async function readList(directory, member, name, sample, most, progress) {
  if (member.encrypted) refuse('encrypted')
  const entry = await entryOf(directory, member)
  const decoder = new TextDecoder('windows-1252')
  let rest = ''
  let begun = false
  const write = chunk => {
    rest += decoder.decode(chunk, { stream: true })
    if (!begun && rest.length >= 1000) begun = begins(rest, name)
    // Rows end with a brace, and no number has one within: nothing is cut there.
    const until = rest.lastIndexOf('}') + 1
    take(rest.slice(0, until), name, sample, most)
    rest = rest.slice(until)
    if (rest.length > LONGEST_ROW) refuse('list_unreadable', name)
    progress(sample.seen / most)
  }
  const close = () => {
    if (!begun && !sample.seen) begins(rest, name)
    take(rest, name, sample, most)
  }
  await entry.getData(new WritableStream({ write, close }), { checkCrc32: true })
}

function begins(text, name) {
  return LIST_BEGINS.test(text) || refuse('list_unreadable', name)
}

function take(text, name, sample, most) {
  for (const [, id] of text.matchAll(KEY)) {
    if (id === undefined) refuse('list_unreadable', name)
    sample.add(String(BigInt(id)))
    if (sample.seen > most) refuse('counts_differ')
  }
}

// So many of a list of unknown length, each as likely as any other (reservoir sampling): a list that fits is kept whole.
class Sample {
  constructor(most) {
    this.most = most
    this.seen = 0
    this.drawn = []
  }

  get ids() {
    return new Set(this.drawn)
  }

  add(id) {
    this.seen += 1
    if (this.drawn.length < this.most) {
      this.drawn.push(id)
      return
    }
    const place = chance(this.seen)
    if (place < this.most) this.drawn[place] = id
  }

  // Where the list is whole, somebody who stands in it twice is one follower.
  size() {
    return this.seen > this.most ? this.seen : this.ids.size
  }
}
