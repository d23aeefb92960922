// The least a gallery can be: 24 pictures once the button is pressed, above an empty tall page to scroll.
const COUNT = 24;
const HEIGHT_PX = 400_000;
const button = document.body.appendChild(document.createElement('button'));
button.textContent = 'Gallery';
const pictures = document.body.appendChild(document.createElement('div'));
pictures.style.height = `${HEIGHT_PX}px`;
button.onclick = async () => {
  const loaded = Array.from({ length: COUNT }, (_none, index) => {
    const picture = pictures.appendChild(new Image(180, 180));
    picture.style.objectFit = 'contain';
    const done = new Promise((resolve) => (picture.onload = resolve));
    const folder = String(600 - Math.floor(index / 16)).padStart(5, '0');
    picture.src = `/api/view?filename=picture_${String(index % 16).padStart(2, '0')}.png&type=output&subfolder=bench-${folder}`;
    return done;
  });
  await Promise.all(loaded);
  performance.mark('gallery:first-pictures');
};
performance.mark('app:interactive');
