// Shows, while a name is being typed, the entries of the register that may be the same organisation.
// The form says the same when it is sent: nothing here is needed.
const place = document.querySelector("[data-alike]");
const form = place?.closest("form");
let waiting;
let asking;

async function ask() {
  asking?.abort();
  asking = new AbortController();
  const told = new URLSearchParams();
  for (const name of ["name", "acronym", "town"]) told.set(name, form.elements[name]?.value ?? "");
  try {
    const answer = await fetch(`${place.dataset.alike}?${told}`, { signal: asking.signal });
    if (answer.ok && !answer.redirected) place.innerHTML = await answer.text();
  } catch {
    // The line is down, or more was typed meanwhile.
  }
}

form?.addEventListener("input", (event) => {
  if (!["name", "acronym", "town"].includes(event.target.name)) return;
  clearTimeout(waiting);
  waiting = setTimeout(ask, 400);
});
