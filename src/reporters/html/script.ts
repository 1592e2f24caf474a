/** Shows only what is about hosts whose names hold what was typed. The page is whole without it. */
export const script = `
const field = document.querySelector('nav input');
const parts = [...document.querySelectorAll('[data-host]')];
field.hidden = false;
field.addEventListener('input', () => {
  const wanted = field.value.trim().toLowerCase();
  for (const part of parts) part.hidden = wanted !== '' && !part.dataset.host.toLowerCase().includes(wanted);
});
`;
