/**
 * Saves each answer as it is given. The form works without this script, and still posts as a whole when the
 * respondent goes on: so whatever goes wrong here, nothing is lost.
 */
const form = document.querySelector('form[data-save]');
if (form) keepSaved(form);

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

for (const button of document.querySelectorAll('[data-copy]')) {
  // Without a secure connection a browser gives no clipboard; the text can be selected.
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
    const status = document.querySelector('[data-copied]');
    status.textContent = status.dataset.copied;
  });
}

function keepSaved(form) {
  const status = document.querySelector('[data-saved]');
  const conflict = form.querySelector('[data-conflict]');
  let sent = read();
  let saving;
  let timer;
  let failures = 0;
  /** Another window was first: the respondent decides, on the page that the server shows. */
  let inConflict = false;
  /** The form itself is on its way, or waits with this button until there is a connection again. */
  let leaving = false;
  let waiting;

  /** What would be sent, without the form's own fields: changed or not? */
  function read() {
    const fields = new FormData(form);
    for (const name of ['revision', 'view', 'asked', 'confirm']) fields.delete(name);
    return new URLSearchParams(fields).toString();
  }

  function say(state, sentence) {
    status.dataset.state = state;
    if (status.textContent !== sentence) status.textContent = sentence;
  }

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  /** Each attempt gets a higher count, so that an old one that arrives late can't undo a newer one. */
  function countAttempt() {
    const [id, count] = form.elements.view.value.split('.');
    form.elements.view.value = `${id}.${Number(count) + 1}`;
  }

  async function save() {
    clearTimeout(timer);
    if (inConflict || leaving || saving) return;
    const answers = read();
    if (answers === sent) return;
    countAttempt();
    saving = new AbortController();
    try {
      const response = await fetch(form.dataset.save, {
        method: 'POST',
        // The sentence of a refusal comes in the language of the page.
        headers: { accept: 'application/json', 'accept-language': document.documentElement.lang },
        body: new URLSearchParams(new FormData(form)),
        signal: AbortSignal.any([saving.signal, AbortSignal.timeout(20_000)]),
        keepalive: true,
      });
      if (response.status === 429 || response.status >= 500) throw new Error(`status ${response.status}`);
      await answer(response, answers);
    } catch {
      if (leaving) return;
      failures += 1;
      say('failed', status.dataset.failed);
      later(Math.min(1000 * 2 ** failures, 30_000));
    } finally {
      saving = undefined;
    }
    if (failures === 0) later(0); // What was answered meanwhile.
  }

  async function answer(response, answers) {
    const body = await response.json();
    failures = 0;
    sent = answers;
    if (response.ok) {
      form.elements.revision.value = body.revision;
      conflict.hidden = true;
      say('saved', status.dataset.saved);
      if (waiting) form.requestSubmit(waiting);
    } else {
      const reasons = (body.faults ?? []).map((fault) => fault.sentence);
      say('failed', '');
      conflict.querySelector('[data-sentence]').textContent = [body.sentence, ...reasons].join(' ');
      conflict.querySelector('button').hidden = response.status !== 409;
      conflict.hidden = false;
      inConflict = response.status === 409;
      waiting = undefined;
    }
  }

  form.addEventListener('change', () => {
    leaving = false;
    later(0);
  });
  form.addEventListener('input', (event) => {
    if (event.target.matches('textarea')) later(1000);
  });
  window.addEventListener('online', () => later(0));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save();
  });
  form.addEventListener('submit', (event) => {
    // Without a connection the browser would leave for an error page, with what was typed.
    if (read() !== sent && !inConflict && (failures > 0 || !navigator.onLine)) {
      event.preventDefault();
      waiting = event.submitter;
      later(0);
      return;
    }
    // The form itself takes over, with everything in it.
    leaving = true;
    clearTimeout(timer);
    saving?.abort();
    countAttempt();
  });
  // Back from the next page, this one goes on where it was.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) leaving = false;
  });
  window.addEventListener('beforeunload', (event) => {
    if (!leaving && failures > 0 && read() !== sent) event.preventDefault();
  });
}
