// Our own pages in a frame (those under /bring): a frame is as high as its page, so that nothing scrolls within, and the links of the
// page lead the whole window on, which a frame of the interface may not do by itself. What a form answers is brought into sight.
'use strict'

const FRAMES = 'iframe[src^="/bring/"]'
const followed = new WeakSet()
const sized = new Set()

function follow(frame) {
  followed.add(frame)
  const heights = new ResizeObserver(() => {
    const page = frame.contentDocument?.documentElement
    if (page) resize(frame, Math.ceil(page.getBoundingClientRect().height))
  })
  const begin = () => {
    const page = frame.contentDocument
    if (!page?.documentElement) return
    heights.disconnect()
    heights.observe(page.documentElement)
    page.addEventListener('click', lead)
  }
  let shown = false
  frame.addEventListener('load', () => {
    begin()
    if (shown) frame.scrollIntoView({ block: 'nearest' })
    shown = true
  })
  begin()
}

function resize(frame, height) {
  const around = frame.closest('[data-testid=stElementContainer]')
  for (const box of [frame, around]) {
    if (box && height) box.style.height = box.style.flexBasis = `${height}px`
  }
  if (around) sized.add(around)
}

function lead(event) {
  const link = event.target.closest?.('a[href]')
  if (!link || link.target || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  location.assign(link.href)
}

// The interface keeps the box of a frame that went away, and puts something else into it.
function release() {
  for (const box of sized) {
    if (box.querySelector(FRAMES)) continue
    box.style.height = box.style.flexBasis = ''
    sized.delete(box)
  }
}

new MutationObserver(() => {
  release()
  for (const frame of document.querySelectorAll(FRAMES)) if (!followed.has(frame)) follow(frame)
}).observe(document.documentElement, { subtree: true, childList: true })
