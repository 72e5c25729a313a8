// Passkeys: the only thing here that needs a script. What the server asks for stands in the page; what the browser answers goes into
// a hidden field of the same form. Nothing is fetched.
'use strict'

const FORMS = 'form[data-passkey]'
const KNOWN = {
  create: async options => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  get: async options => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
}
const able =
  window.PublicKeyCredential &&
  PublicKeyCredential.parseCreationOptionsFromJSON &&
  PublicKeyCredential.parseRequestOptionsFromJSON &&
  PublicKeyCredential.prototype.toJSON

function prepare(form) {
  const part = name => form.querySelector(`[data-part=${name}]`)
  if (!able) return
  part('without').hidden = true
  part('with').hidden = false
  form.addEventListener('submit', async event => {
    if (form.elements.credential.value) return
    event.preventDefault()
    part('failed').hidden = true
    try {
      const credential = await KNOWN[form.dataset.passkey](JSON.parse(form.dataset.options))
      form.elements.credential.value = JSON.stringify(credential)
      form.submit()
    } catch {
      // Refused, too late, or a passkey of another site: the browser has said which.
      part('failed').hidden = false
    }
  })
}

document.querySelectorAll(FORMS).forEach(prepare)
