// Points of Curve25519 for X ids, and what a comparison does with them. The same as dashboard/domain/curve_points.py; the
// multiplication is the browser's own X25519 (RFC 7748), with a secret that no script can read.
'use strict'

const FIELD = 2n ** 255n - 19n
const CURVE = 486662n
const SIZE = 32
const TAG = 'essaim follower point 1'
const AT_ONCE = 250

// The first hash, with a counter, that lies on the curve and not on its twist.
async function pointOf(id) {
  const text = new TextEncoder().encode(`${TAG}\0\0${id}`)
  for (let counter = 0; counter < 256; counter += 1) {
    text[TAG.length + 1] = counter
    const point = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
    point[SIZE - 1] &= 0x7f
    const first = numberOf(point)
    if (first < FIELD && onCurve(first)) return point
  }
  throw new Error('no point')
}

function numberOf(bytes) {
  let hexadecimal = ''
  for (let at = bytes.length - 1; at >= 0; at -= 1) hexadecimal += bytes[at].toString(16).padStart(2, '0')
  return BigInt(`0x${hexadecimal}`)
}

function onCurve(first) {
  return root(((first * first + CURVE * first + 1n) % FIELD) * first % FIELD) === 1n
}

// value ** ((FIELD - 1) / 2), by the fewest multiplications that are known: 1 for squares.
function root(value) {
  const two = value * value % FIELD
  const nine = squared(two, 2) * value % FIELD
  const eleven = nine * two % FIELD
  const b5 = squared(eleven, 1) * nine % FIELD
  const b10 = squared(b5, 5) * b5 % FIELD
  const b20 = squared(b10, 10) * b10 % FIELD
  const b40 = squared(b20, 20) * b20 % FIELD
  const b50 = squared(b40, 10) * b10 % FIELD
  const b100 = squared(b50, 50) * b50 % FIELD
  const b200 = squared(b100, 100) * b100 % FIELD
  const b250 = squared(b200, 50) * b50 % FIELD
  return squared(b250, 4) * (two * two % FIELD) % FIELD * two % FIELD
}

function squared(value, times) {
  for (; times; times -= 1) value = value * value % FIELD
  return value
}

async function freshSecret() {
  return (await crypto.subtle.generateKey({ name: 'X25519' }, false, ['deriveBits'])).privateKey
}

async function blind(point, secret) {
  const key = await crypto.subtle.importKey('raw', point, { name: 'X25519' }, false, [])
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'X25519', public: key }, secret, 8 * SIZE))
}

// Some at a time: the browser draws the progress in between.
async function inTurns(ones, work, progress) {
  const done = []
  for (let at = 0; at < ones.length; at += AT_ONCE) {
    done.push(...await Promise.all(ones.slice(at, at + AT_ONCE).map(work)))
    progress(done.length / ones.length)
    await new Promise(resolve => setTimeout(resolve))
  }
  return done
}

// ---- chance, from the browser's source for secrets

const numbers = new Uint32Array(4096)
let used = numbers.length

// One of 0 to most - 1, each as likely as the others.
function chance(most) {
  const limit = Math.floor(2 ** 32 / most) * most
  for (;;) {
    if (used === numbers.length) {
      crypto.getRandomValues(numbers)
      used = 0
    }
    const number = numbers[used]
    used += 1
    if (number < limit) return number % most
  }
}

function shuffle(ones) {
  for (let last = ones.length - 1; last > 0; last -= 1) {
    const other = chance(last + 1)
    ;[ones[last], ones[other]] = [ones[other], ones[last]]
  }
  return ones
}

// ---- points as they travel: 32 bytes each, one after another, in base64 of the URL alphabet

function toText(points) {
  let bytes = ''
  for (const point of points) bytes += String.fromCharCode(...point)
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromText(text) {
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), sign => sign.charCodeAt(0))
  return Array.from({ length: bytes.length / SIZE }, (_, index) => bytes.slice(index * SIZE, (index + 1) * SIZE))
}
