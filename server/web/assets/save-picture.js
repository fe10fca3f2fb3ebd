/** Lets a picture be saved as PNG too, sharp enough for a wall. Without this script it can be saved as SVG. */
for (const button of document.querySelectorAll('[data-picture]')) {
  button.hidden = false;
  button.addEventListener('click', () => save(button.dataset));
}

async function save({ picture, file }) {
  const image = new Image();
  image.src = picture;
  await image.decode();
  const canvas = document.createElement('canvas');
  const scale = 3;
  canvas.width = image.naturalWidth * scale;
  canvas.height = image.naturalHeight * scale;
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${file}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }, 'image/png');
}
