/**
 * Long work that moves by itself: while a part of the page is busy, the page is asked for again and its parts with
 * progress are taken from it. Asking changes nothing, and ends: more slowly by and by, and after a while not at all.
 * Without this script a link asks again.
 */
const most = 150;
const longest = 15_000;
const listParts = () => document.querySelectorAll('[data-progress]');

for (let asked = 0, pause = 2_000; asked < most && document.querySelector('[data-busy]'); asked += 1) {
  await new Promise((resolve) => setTimeout(resolve, pause));
  if (document.hidden) continue;
  pause = Math.min(longest, pause * 1.05);
  const answer = await fetch(location.href).catch(() => undefined);
  // Nobody answers: the server starts anew, or the phone has no network for a moment.
  if (!answer || answer.status >= 500) continue;
  // Signed out, or a page that came with a form.
  if (!answer.ok || answer.redirected) break;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of listParts()) {
    const next = fresh.getElementById(part.id);
    if (next && next.innerHTML !== part.innerHTML) renew(part, next);
  }
}

/** Who stands in the part with the keyboard stays where that was. */
function renew(part, next) {
  const held = part.contains(document.activeElement) && document.activeElement.textContent.trim();
  const isDone = next.dataset.busy === undefined;
  // Said once, at the end.
  part.ariaLive = isDone ? 'polite' : 'off';
  part.replaceChildren(...next.childNodes);
  if (isDone) delete part.dataset.busy;
  if (held === false) return;
  const same = [...part.querySelectorAll('a, button')].find(({ textContent }) => textContent.trim() === held);
  part.tabIndex = -1;
  (same ?? part).focus();
}
