// Runs inside a document, on screen and while it is printed: it puts the foot on printed pages.
(() => {
  const root = document.documentElement;
  const foot = document.body.dataset.foot.replace(
    /[^\p{L}\p{N} ]/gu,
    (c) => `\\${c.codePointAt(0).toString(16)} `,
  );
  root.style.setProperty('--foot', `"${foot}"`);
})();
