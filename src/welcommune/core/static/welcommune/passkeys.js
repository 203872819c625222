// Beside the sign-in library's scripts: shows what needs passkeys where the browser has them, and says when one failed.
const known = Boolean(window.PublicKeyCredential)
for (const part of document.querySelectorAll('[data-passkeys]')) part.hidden = !known
for (const part of document.querySelectorAll('[data-no-passkeys]')) part.hidden = known
document.addEventListener('allauth.error', event => {
  event.preventDefault()
  const failed = document.getElementById('passkey-failed')
  failed.hidden = false
  failed.focus()
})
