/** Shows the buttons that ask the device for a passkey, and sends its answer: without this script the code does it. */
for (const place of document.querySelectorAll('[data-passkey]')) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) continue;
  const { passkey: ask, options, failed } = place.dataset;
  const [button, status] = place.children;
  const form = place.closest('form');
  for (const hidden of [place, form]) hidden.hidden = false;
  button.addEventListener('click', async () => {
    status.textContent = '';
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(await askDevice(ask, JSON.parse(options)));
      form.submit();
    } catch {
      // No passkey here, or somebody pressed 'cancel'.
      status.textContent = failed;
      button.disabled = false;
    }
  });
}

function askDevice(ask, options) {
  return ask === 'create'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
