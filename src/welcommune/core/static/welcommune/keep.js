// Notes that outlive a bad line: kept in this browser until the server has them, and sent again until then.
// Each note has the key that the server knows it by, so that sent twice it is there once. The page says what is where.
const MOMENT = 1500
const FIELD = '[data-main]'
const page = document.querySelector('[data-keep]')
const words = page.dataset
// The same notes in whatever language the page is read; somebody else at this computer has notes of their own.
const scope = `keep:${words.keep}:${location.pathname.replace(/^\/[^/]+/, '')}:`
const forms = [...page.querySelectorAll('form[data-note]')]
const list = page.querySelector('[data-list]')
const waiting = page.querySelector('[data-waiting]')
const line = page.querySelector('[data-line]')
let state = '' // What the list last looked like, as the server calls it.
let isSending = false

const kept = () =>
  Object.keys(localStorage)
    .filter(name => name.startsWith(scope))
    .map(name => JSON.parse(localStorage.getItem(name)))
    .sort((one, other) => one.at - other.at)
const keep = note => localStorage.setItem(scope + note.fields.id, JSON.stringify(note))
const drop = note => localStorage.removeItem(scope + note.fields.id)
const draft = form => `draft:${scope}${form.dataset.note}`

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function fieldsOf(form) {
  const fields = Object.fromEntries(new FormData(form))
  delete fields.csrfmiddlewaretoken
  return fields
}

function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name]
    if (field && name !== 'id') field.value = value
  }
}

function say(text) {
  if (line.textContent !== text) line.textContent = text
}

function item(note) {
  const found = waiting.querySelector(`[data-key="${note.fields.id}"]`)
  if (found) return found
  const made = page.querySelector('template').content.firstElementChild.cloneNode(true)
  made.dataset.key = note.fields.id
  made.querySelector('.words').textContent = note.words
  made.querySelector('button').addEventListener('click', () => {
    const form = forms.find(one => one.dataset.note === note.form)
    fill(form, note.fields)
    drop(note)
    made.remove()
    form.querySelector(FIELD).focus()
  })
  waiting.prepend(made)
  return made
}

function mark(note, text, isRefused = false) {
  const shown = item(note)
  shown.querySelector('[data-state]').textContent = text
  shown.querySelector('button').hidden = !isRefused
}

function submit(event) {
  const form = event.currentTarget
  const main = form.querySelector(FIELD)
  const fields = { ...fieldsOf(form), id: newKey() }
  const note = { at: Date.now(), form: form.dataset.note, action: form.action, words: main.value.trim(), fields }
  if (!note.words) return event.preventDefault(), main.focus()
  try {
    keep(note)
  } catch {
    return // This browser keeps nothing: the form goes as it would without script.
  }
  event.preventDefault()
  localStorage.removeItem(draft(form))
  for (const once of form.querySelectorAll('[data-main], [data-once]')) once.value = ''
  mark(note, words.saved)
  main.focus()
  send()
}

async function post(note) {
  const token = forms[0].elements.csrfmiddlewaretoken.value
  const headers = { Accept: 'application/json', 'X-CSRFToken': token }
  const body = new URLSearchParams(note.fields)
  return fetch(note.action, { method: 'POST', headers, body, redirect: 'manual', keepalive: true })
}

// What became of one note: true when the server has it, false when the others can wait as well.
async function deliver(note) {
  const answer = await post(note)
  if (answer.type === 'opaqueredirect' || answer.status === 403) return say(words.signIn), false
  if (answer.status >= 500) return say(words.away), false
  const { refused } = await answer.json()
  if (refused) {
    keep({ ...note, refused })
    return mark(note, refused, true), true
  }
  drop(note)
  mark(note, words.sent)
  return true
}

async function send() {
  if (isSending) return
  isSending = true
  try {
    for (const note of kept().filter(one => !one.refused)) if (!(await deliver(note))) return
    say(kept().length ? '' : words.allSent)
    await look()
  } catch {
    say(words.away)
  } finally {
    isSending = false
  }
}

async function look() {
  const answer = await fetch(words.notes, { headers: { 'If-None-Match': state } })
  if (answer.status === 410) return say((await answer.text()) && words.over)
  if (answer.redirected) return say(words.signIn)
  if (answer.status !== 200 || list.contains(document.activeElement)) return
  list.innerHTML = await answer.text()
  state = answer.headers.get('ETag')
  for (const row of list.querySelectorAll('[data-key]')) waiting.querySelector(`[data-key="${row.dataset.key}"]`)?.remove()
}

function press(event) {
  const key = /^Digit([1-9])$/.exec(event.code)
  const kind = key && event.altKey && !event.ctrlKey && !event.metaKey && page.querySelector(`[accesskey="${key[1]}"]`)
  if (kind) {
    event.preventDefault()
    kind.checked = true
    kind.dispatchEvent(new Event('input', { bubbles: true }))
    if (!document.activeElement.matches(FIELD)) kind.form.querySelector(FIELD).focus()
  }
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target.matches(FIELD)) {
    event.preventDefault()
    event.target.form.requestSubmit()
  }
}

for (const form of forms) {
  const before = JSON.parse(localStorage.getItem(draft(form)) || 'null')
  const main = form.querySelector(FIELD)
  if (kept().some(note => note.fields.id === form.elements.id.value)) main.value = ''
  if (before && !main.value) fill(form, before)
  form.addEventListener('submit', submit)
  form.addEventListener('input', () => {
    try { localStorage.setItem(draft(form), JSON.stringify(fieldsOf(form))) } catch { /* kept nowhere, but still on the page */ }
  })
}
for (const note of kept()) mark(note, note.refused || words.saved, Boolean(note.refused))
document.addEventListener('keydown', press)
addEventListener('online', send)
setInterval(send, MOMENT)
send()
