// What the interface leaves out: landmarks for screen readers, and French for its own controls, which only speak English.
// Nothing that pages put in is touched.
'use strict'

const LANDMARKS = [
  ['.st-key-top', 'navigation', { fr: 'Navigation principale', en: 'Main navigation' }],
  ['.st-key-page', 'main', {}]
]

const SAID = {
  'Choose date': 'Choisir une date',
  'Choose an option': 'Choisir',
  'Clear all': 'Tout effacer',
  'Clear value': 'Effacer',
  Close: 'Fermer',
  Decrement: 'Diminuer',
  Dismiss: 'Fermer',
  Empty: 'Vide',
  Increment: 'Augmenter',
  'Next month': 'Mois suivant',
  'No results': 'Aucun résultat',
  Open: 'Ouvrir',
  'Previous month': 'Mois précédent',
  'Selected values': 'Choix faits',
  'Connection error': 'La connexion est perdue',
  dd: 'jj',
  yyyy: 'aaaa'
}
const BEGINNINGS = [
  ['Remove ', 'Retirer '],
  ['Choose date, ', 'Choisir une date, '],
  ['day, ', 'jour, '],
  ['month, ', 'mois, '],
  ['year, ', 'année, ']
]
const UPLOADERS = '[data-testid=stFileUploaderDropzone]'
const UPLOADING = [
  [/^Upload$/, 'Choisir un fichier'],
  [/^(\d+)MB per file/, '$1\u00a0Mo par fichier']
]
const NAMES = ['aria-label', 'aria-valuetext', 'placeholder']
const CONTROLS = 'button, input, [role=spinbutton], [role=listbox], [role=option], [role=grid], [role=dialog], [role=dialog] h2'

function french(text) {
  if (Object.hasOwn(SAID, text)) return SAID[text]
  const found = BEGINNINGS.find(([english]) => text.startsWith(english))
  return found ? found[1] + text.slice(found[0].length) : text
}

function say(control) {
  for (const name of NAMES) {
    const text = control.getAttribute(name)
    if (text && french(text) !== text) control.setAttribute(name, french(text))
  }
  const walk = document.createTreeWalker(control, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const text = walk.currentNode.data
    // An option or a button may be a name from outside that happens to be one of these words: only whole, known places change.
    if (Object.hasOwn(SAID, text) && control.matches('[role=spinbutton], [role=option][style], [role=dialog] h2')) walk.currentNode.data = SAID[text]
  }
}

function sayOfFiles(uploader) {
  const walk = document.createTreeWalker(uploader, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const text = walk.currentNode.data
    const said = UPLOADING.reduce((before, [english, ours]) => before.replace(english, ours), text)
    if (said !== text) walk.currentNode.data = said
  }
}

function mark([place, role, names]) {
  const found = document.querySelector(place)
  if (!found || found.getAttribute('role') === role) return
  found.setAttribute('role', role)
  const name = names[document.documentElement.lang]
  if (name) found.setAttribute('aria-label', name)
}

let waiting = false

function complete() {
  waiting = false
  LANDMARKS.forEach(mark)
  if (document.documentElement.lang !== 'fr') return
  document.querySelectorAll(CONTROLS).forEach(say)
  document.querySelectorAll(UPLOADERS).forEach(sayOfFiles)
}

function completeSoon() {
  if (!waiting) requestAnimationFrame(complete)
  waiting = true
}

new MutationObserver(completeSoon).observe(document.documentElement, {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: NAMES
})
