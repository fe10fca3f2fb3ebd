// Runs inside the page with slides. On a screen with room it shows one at a time, moved by keys, buttons or a swipe; its
// number stands in the address. Everywhere else all slides stay below each other, as they are without this script.
// The letters of a slide become smaller until all of it fits: on the screen, and on paper, one slide a page.
(() => {
  const root = document.documentElement;
  const slides = [...document.querySelectorAll('.slide')];
  const controls = document.getElementById('controls');
  const position = document.getElementById('position');
  const button = (name) => controls.querySelector(`[data-go=${name}]`);
  const hasRoom = matchMedia('(min-width: 48rem) and (min-height: 24rem)');
  const sizes = [1, 0.93, 0.86, 0.79, 0.72, 0.65, 0.58, 0.51, 0.45, 0.4];
  let current = 0;
  let isPresenting = true;

  const isOnStage = () => 'stage' in root.dataset;
  const readAddress = () => Number(/^#(\d+)$/.exec(location.hash)?.[1] ?? 1) - 1;
  const keepInside = (number) => Math.min(slides.length - 1, Math.max(0, number || 0));

  // The first size at which nothing sticks out.
  function makeFit(slide) {
    const content = slide.querySelector('.content');
    const sticksOut = (box) =>
      box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;
    for (const size of sizes) {
      slide.style.setProperty('--fit', size);
      if (!sticksOut(slide) && !sticksOut(content)) return;
    }
  }

  function show(number, { hasMoved = false } = {}) {
    current = keepInside(number);
    for (const [i, slide] of slides.entries()) slide.toggleAttribute('data-current', i === current);
    position.textContent = slides[current].dataset.position;
    button('previous').disabled = current === 0;
    button('next').disabled = current === slides.length - 1;
    if (!isOnStage()) return;
    makeFit(slides[current]);
    if (!hasMoved) return;
    // Going back in the browser leaves the presentation, and does not walk through all its slides.
    history.replaceState(null, '', `#${current + 1}`);
  }

  function arrange() {
    const isStage = (hasRoom.matches && isPresenting) || document.fullscreenElement !== null;
    const wasStage = isOnStage();
    root.toggleAttribute('data-stage', isStage);
    controls.hidden = !hasRoom.matches && !isStage;
    for (const name of ['previous', 'next', 'all']) button(name).hidden = !isStage;
    position.hidden = !isStage;
    button('present').hidden = isStage;
    button('full').hidden = !document.fullscreenEnabled || document.fullscreenElement !== null || !isStage;
    show(current);
    if (wasStage && !isStage) slides[current].scrollIntoView();
  }

  const moves = {
    previous: () => show(current - 1, { hasMoved: true }),
    next: () => show(current + 1, { hasMoved: true }),
    first: () => show(0, { hasMoved: true }),
    last: () => show(slides.length - 1, { hasMoved: true }),
    full: () => root.requestFullscreen(),
    all: () => {
      isPresenting = false;
      if (document.fullscreenElement) document.exitFullscreen();
      else arrange();
    },
    present: () => {
      isPresenting = true;
      arrange();
    },
  };
  const keys = {
    ArrowRight: 'next',
    ArrowDown: 'next',
    PageDown: 'next',
    ' ': 'next',
    ArrowLeft: 'previous',
    ArrowUp: 'previous',
    PageUp: 'previous',
    Home: 'first',
    End: 'last',
    Escape: 'all',
  };

  addEventListener('keydown', (event) => {
    const { key, target, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (!isOnStage() || altKey || ctrlKey || metaKey) return;
    // A space presses the button that it is on.
    if (key === ' ' && target.closest('button, a, summary')) return;
    const move = key === ' ' && shiftKey ? 'previous' : keys[key];
    if (!move) return;
    event.preventDefault();
    moves[move]();
    // Who listens hears the title of the slide.
    if (move !== 'all') slides[current].querySelector('h1, h2').focus({ preventScroll: true });
  });
  controls.addEventListener('click', ({ target }) => moves[target.closest('[data-go]')?.dataset.go]?.());

  let touch;
  addEventListener('touchstart', ({ touches }) => {
    touch = touches.length === 1 ? touches[0] : undefined;
  });
  addEventListener('touchend', ({ changedTouches: [end] }) => {
    if (!touch || !end || !isOnStage()) return;
    const [across, down] = [end.clientX - touch.clientX, end.clientY - touch.clientY];
    if (Math.abs(across) > 50 && Math.abs(across) > 2 * Math.abs(down))
      moves[across < 0 ? 'next' : 'previous']();
  });

  addEventListener('hashchange', () => show(readAddress()));
  addEventListener('resize', () => show(current));
  hasRoom.addEventListener('change', arrange);
  document.addEventListener('fullscreenchange', arrange);

  addEventListener('beforeprint', () => {
    delete root.dataset.stage;
    root.dataset.paper = '';
    slides.forEach(makeFit);
  });
  addEventListener('afterprint', () => {
    delete root.dataset.paper;
    for (const slide of slides) slide.style.removeProperty('--fit');
    arrange();
  });

  current = keepInside(readAddress());
  arrange();
  // Letters have another width once their font is there.
  document.fonts.ready.then(() => show(current));
})();
