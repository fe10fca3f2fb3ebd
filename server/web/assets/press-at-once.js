// Presses the one button of a page that only passes something on; without scripts the visitor presses it.
document.querySelector('form[data-press-at-once]')?.requestSubmit();
