// Runs inside the page of the map: a partner is chosen on the drawing or in the list, kinds and how often are chosen above
// it, and what is seen can be saved as a picture. Without this script the drawing and the list are there.
(() => {
  const page = document.querySelector('.network-map .map');
  if (!page) return;
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const form = page.querySelector('.choices');
  const card = page.querySelector('.chosen-partner');
  const drawings = all('.drawing > svg', page);
  const entries = new Map(all('details[data-partner]').map((entry) => [entry.dataset.partner, entry]));
  const nameOf = (partner) =>
    all('bdi, .counted', entries.get(partner).querySelector('summary'))
      .map(({ textContent }) => textContent)
      .join(', ');
  const isRare = new Set(all('.rare', page));
  for (const line of isRare) line.classList.remove('rare');
  let picked;

  function chooseLines() {
    const often = form.elements.often.value;
    const kinds = new Set(all('input:checked', form).map(({ value }) => value));
    const isOn = (partner) => kinds.has(entries.get(partner).dataset.kind);
    const isEnough = (frequency) => often === 'drawn' || Number(frequency) >= Number(often);
    return { often, kinds, isOn, isEnough };
  }

  function show() {
    const { often, kinds, isOn, isEnough } = chooseLines();
    if (picked && !isOn(picked)) picked = undefined;
    for (const drawing of drawings) {
      const near = new Set([picked]);
      for (const line of all('.lines line', drawing)) {
        const { from, to, frequency } = line.dataset;
        const isMine = from === picked || to === picked;
        const isSeen =
          isOn(from) && isOn(to) && isEnough(frequency) && (often !== 'drawn' || isMine || !isRare.has(line));
        line.classList.toggle('off', !isSeen);
        line.classList.toggle('faint', picked !== undefined && !isMine);
        if (isSeen && isMine) near.add(from).add(to);
      }
      for (const piece of all('[data-partner]', drawing)) {
        const { partner } = piece.dataset;
        piece.classList.toggle('off', !isOn(partner));
        piece.classList.toggle('faint', picked !== undefined && !near.has(partner));
        piece.classList.toggle('picked', partner === picked);
        if (piece.role === 'button') piece.ariaPressed = String(partner === picked);
      }
    }
    for (const group of all('.of-kind')) group.hidden = !kinds.has(group.dataset.kind);
    for (const contact of all('.inside li'))
      contact.hidden = !isOn(contact.dataset.partner) || !isEnough(contact.dataset.frequency);
    const [lines] = drawings.map((drawing) => all('.lines line', drawing));
    form.querySelector('.shown').textContent = lines.filter((line) => !line.matches('.off')).length;
    form.querySelector('.total').textContent = lines.length;
    showCard();
  }

  function showCard() {
    card.hidden = picked === undefined;
    const said = card.querySelector('.said');
    said.replaceChildren();
    if (picked === undefined) return;
    const title = document.createElement('h2');
    title.textContent = nameOf(picked);
    said.append(title, ...entries.get(picked).querySelector('.inside').cloneNode(true).children);
  }

  function pick(partner) {
    picked = partner === picked ? undefined : partner;
    show();
  }

  for (const drawing of drawings) {
    // A picture has nothing inside for who can't see it; now there are buttons.
    drawing.setAttribute('role', 'group');
    for (const sign of all('.kinds > g', drawing)) {
      const reach = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
      reach.classList.add('reach');
      reach.setAttribute('r', Math.max(13, sign.getBBox().width / 2 + 2));
      sign.append(reach);
      sign.role = 'button';
      sign.tabIndex = 0;
      sign.ariaLabel = nameOf(sign.dataset.partner);
    }
    drawing.addEventListener('click', ({ target }) => {
      const partner = target.closest('[data-partner]')?.dataset.partner;
      if (partner || picked) pick(partner);
    });
    drawing.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      pick(event.target.closest('[data-partner]')?.dataset.partner);
    });
  }
  for (const [partner, entry] of entries)
    entry.addEventListener('toggle', () => {
      if (entry.open) {
        picked = partner;
        show();
      } else if (picked === partner) pick(undefined);
    });
  const clear = () => {
    picked = undefined;
    show();
  };
  card.querySelector('.clear').addEventListener('click', clear);
  addEventListener('keydown', ({ key }) => key === 'Escape' && picked && clear());
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());

  // What the wide drawing shows now, in the frame with title, date and legend, with its fonts and colours inside.
  function drawPicture() {
    const picture = page.querySelector('template').content.firstElementChild.cloneNode(true);
    const [wide] = drawings;
    picture.querySelector('.here').append(...[...wide.children].map((group) => group.cloneNode(true)));
    for (const piece of all('.off, .reach', picture)) piece.remove();
    const counted = form.querySelector('.count').textContent.trim();
    const [often] = form.elements.often.selectedOptions;
    picture.querySelector('.seen').textContent = `${counted} (${often.textContent})`;
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const fonts = rules.filter((rule) => rule instanceof CSSFontFaceRule).map(({ cssText }) => cssText);
    const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
    style.textContent = fonts.join('') + page.querySelector('.save').dataset.style;
    picture.prepend(style);
    return picture;
  }

  function offer(blob, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async function save(kind) {
    const picture = drawPicture();
    const { file } = picture.dataset;
    const svg = new XMLSerializer().serializeToString(picture);
    if (kind === 'svg') return offer(new Blob([svg], { type: 'image/svg+xml' }), `${file}.svg`);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    // Sharp enough for a wall.
    const scale = 3;
    canvas.width = picture.getAttribute('width') * scale;
    canvas.height = picture.getAttribute('height') * scale;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => offer(blob, `${file}.png`), 'image/png');
  }
  for (const button of all('.save button', page)) button.addEventListener('click', () => save(button.value));

  for (const piece of [form, page.querySelector('.save'), page.querySelector('.press')]) piece.hidden = false;
  show();
})();
