// The page of the X archive: a file is chosen or dropped, what its manifest says is shown, and a form sends those five values once they
// are confirmed. The page's policy lets it send nothing else. What the file says is put in as text, never as markup.
'use strict'

const PATIENCE = 400
const place = document.querySelector('[data-archive]')
const part = name => place.querySelector(`[data-part=${name}]`)
const input = place.querySelector('input[type=file]')
const form = place.querySelector('form')
const sentences = JSON.parse(place.dataset.sentences)
const lang = { en: 'en-GB', fr: 'fr-FR' }[document.documentElement.lang]

const number = value => new Intl.NumberFormat(lang).format(value)
const day = value =>
  new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(value)).replace(/^1 (?=\D)/, lang === 'fr-FR' ? '1er ' : '1 ')

let latest = 0

async function choose(file) {
  latest += 1
  const mine = latest
  part('problem').hidden = part('facts').hidden = true
  const slow = setTimeout(() => { part('reading').hidden = false }, PATIENCE)
  const { facts, problem, values } = await readArchive(file)
  clearTimeout(slow)
  // Another file may have been chosen meanwhile.
  if (mine !== latest) return
  part('reading').hidden = true
  if (facts) show(facts)
  else tell(problem, values)
}

function tell(problem, values) {
  const said = part('problem')
  said.textContent = sentences[problem].replace(/\{(\w+)\}/g, (_, name) => values[name])
  said.dataset.problem = problem
  said.hidden = false
}

function show(facts) {
  const shown = {
    account: `@${facts.handle} (${facts.account_id})`,
    made: day(facts.generated_at),
    followers: number(facts.followers),
    following: facts.following === null ? '' : number(facts.following)
  }
  for (const [name, text] of Object.entries(shown)) place.querySelector(`[data-fact=${name}]`).textContent = text
  part('following').hidden = facts.following === null
  for (const [name, value] of Object.entries(facts)) form.elements[name].value = value ?? ''
  part('facts').hidden = false
  part('facts').querySelector('h2').focus()
}

function over(event) {
  event.preventDefault()
  part('drop').classList.toggle('over', event.type === 'dragover')
}

function drop(event) {
  over(event)
  const [file] = event.dataTransfer.files
  if (file) choose(file)
}

if (typeof DecompressionStream === 'function' && typeof TransformStream === 'function') {
  part('without').hidden = true
  part('with').hidden = false
  input.addEventListener('change', () => {
    const [file] = input.files
    if (file) choose(file)
    // The same name chosen again, downloaded anew perhaps, is a change too.
    input.value = ''
  })
  // Anywhere on the page: a file dropped beside the field would otherwise be opened in place of the page.
  document.addEventListener('dragover', over)
  document.addEventListener('dragleave', over)
  document.addEventListener('drop', drop)
}
