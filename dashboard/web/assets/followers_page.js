// The page that compares: an archive is chosen, and a press of the button begins. What leaves this computer are points that look like
// chance to whoever does not know the secret of this one comparison (docs/privacy.md), and then the press of "Keep these counts".
'use strict'

const place = document.querySelector('[data-followers]')
const part = name => place.querySelector(`[data-part=${name}]`)
const said = JSON.parse(place.dataset.sentences)
const { sample: SAMPLE, least: LEAST, chunk: CHUNK } = JSON.parse(place.dataset.limits)
const form = place.querySelector('form')
const input = place.querySelector('input[type=file]')
const number = value => new Intl.NumberFormat({ en: 'en-GB', fr: 'fr-FR' }[document.documentElement.lang]).format(value)

class Problem extends Error {}

// ---- what is asked of the server

async function ask(step, fields) {
  const body = new URLSearchParams({ token: form.elements.token.value, o: form.elements.o.value, step, ...fields })
  const answer = await fetch(place.dataset.here, { method: 'POST', body, redirect: 'error' }).catch(() => { throw new Problem(said.offline) })
  // A session that has ended is answered with a page, not with what was asked for.
  const found = await answer.json().catch(() => { throw new Problem(said.refused) })
  if (!answer.ok) throw new Problem(found.error)
  return found
}

async function compare(file) {
  const { facts, ids } = await sampleOf(file, SAMPLE, share => show('reading', share))
  if (ids.length < LEAST) throw new Problem(said.few)
  const { round } = await ask('begin', { ...facts, following: '', compared: ids.length })
  const secret = await freshSecret()
  const points = await inTurns(shuffle(ids), async id => blind(await pointOf(id), secret), share => show('disguising', share))
  for (let at = 0; at < points.length; at += CHUNK) {
    await ask('followers', { round, points: toText(points.slice(at, at + CHUNK)) })
    show('sending', at / points.length)
  }
  return { round, ...await answer(round, secret) }
}

// The list comes whole before any of it goes back, and goes back in another order: the server sees how many are met, not which.
async function answer(round, secret) {
  const list = []
  for (let more = true; more;) {
    const { marks, points, left } = await ask('list', { round })
    list.push(...fromText(points).map((point, index) => ({ mark: marks[index], point })))
    more = left > 0 && marks.length > 0
    show('fetching', list.length / (list.length + left))
  }
  const disguise = async ({ mark, point }) => ({ mark, point: await blind(point, secret) })
  const answers = shuffle(await inTurns(list, disguise, share => show('answering', share)))
  let last = {}
  for (let at = 0; at < answers.length; at += CHUNK) {
    const some = answers.slice(at, at + CHUNK)
    last = await ask('answers', { round, marks: some.map(one => one.mark).join(''), points: toText(some.map(one => one.point)) })
    show('returning', at / answers.length)
  }
  return last
}

// ---- what is shown

function show(step, share) {
  const bar = part('progress').querySelector('progress')
  if (Number.isFinite(share)) bar.value = Math.min(1, share)
  part('step').textContent = said[step]
}

function only(...names) {
  for (const name of ['progress', 'problem', 'result', 'kept']) part(name).hidden = !names.includes(name)
}

function tell(error) {
  const file = error instanceof ArchiveProblem ? error.file : ''
  const sentence = error instanceof Problem ? error.message : said.archive[error.problem] ?? said.failed
  part('problem').textContent = sentence.replace('{file}', () => file)
  only('problem')
}

async function run(event) {
  event.preventDefault()
  const [file] = input.files
  if (!file) {
    tell(new Problem(said.none))
    return
  }
  lock(true)
  only('progress')
  show('reading', 0)
  try {
    const { round, sentences } = await compare(file)
    part('lines').replaceChildren(...sentences.map(text => Object.assign(document.createElement('li'), { textContent: text })))
    part('result').dataset.round = round
    only('result')
    part('result').querySelector('h2').focus()
  } catch (error) {
    tell(error)
  }
  lock(false)
}

async function keep() {
  const button = part('keep')
  button.disabled = true
  try {
    await ask('keep', { round: part('result').dataset.round })
    only('result', 'kept')
    part('choice').hidden = true
  } catch (error) {
    tell(error)
  }
  button.disabled = false
}

function lock(busy) {
  input.disabled = part('begin').disabled = busy
  part('choice').hidden = false
}

// Anywhere on the page: a file dropped beside the field would otherwise be opened in place of the page.
function over(event) {
  event.preventDefault()
  part('drop').classList.toggle('over', event.type === 'dragover')
}

function drop(event) {
  over(event)
  if (input.disabled || !event.dataTransfer.files.length) return
  input.files = event.dataTransfer.files
  choose()
}

function choose() {
  const [file] = input.files
  if (file) part('chosen').textContent = `${file.name} (${number(Math.ceil(file.size / 1e6))} MB)`
  only()
}

async function able() {
  if (!window.isSecureContext || typeof DecompressionStream !== 'function') return false
  return freshSecret().then(() => true, () => false)
}

able().then(yes => {
  if (!yes) return
  part('without').hidden = true
  part('with').hidden = false
  input.addEventListener('change', choose)
  document.addEventListener('dragover', over)
  document.addEventListener('dragleave', over)
  document.addEventListener('drop', drop)
  form.addEventListener('submit', run)
  part('keep').addEventListener('click', keep)
  part('forget').addEventListener('click', () => only())
})
