// The page: which area is shown, and when it is asked again.
import { draw, element } from './draw.js';
import { areas } from './panels.js';

const panels = document.getElementById('panels');
const state = document.getElementById('state');
const range = document.getElementById('range');
let round = 0;

show();
addEventListener('hashchange', show);
range.addEventListener('change', show);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
addEventListener('resize', later(show));
setInterval(() => document.hidden || ask(), 15_000);

function show() {
  const area = current();
  document.title = `${area.title} – Fleet`;
  document
    .getElementById('areas')
    .replaceChildren(
      ...areas.map(({ id, title }) =>
        element('a', { href: `#${id}`, ...(id === area.id && { 'aria-current': 'page' }) }, [title]),
      ),
    );
  // On a phone it may be beyond the edge.
  document.querySelector('#areas [aria-current]').scrollIntoView({ block: 'nearest', inline: 'center' });
  panels.replaceChildren(
    ...area.panels.map((panel) =>
      element('section', { class: panel.wide ? 'wide' : '' }, [
        element('h2', {}, [panel.title]),
        element('div', { class: 'place' }, []),
      ]),
    ),
  );
  ask();
}

async function ask() {
  round += 1;
  const mine = round;
  const { panels: wanted } = current();
  const places = [...panels.querySelectorAll('.place')];
  const ends = await Promise.allSettled(
    wanted.map((panel, index) => draw[panel.kind](places[index], panel, Number(range.value))),
  );
  // Another area may have been chosen meanwhile.
  if (mine !== round) return;
  const failed = ends.filter(({ status }) => status === 'rejected');
  state.className = failed.length > 0 ? 'bad' : '';
  state.textContent = failed.length > 0 ? String(failed[0].reason.message) : `as of ${new Date().toLocaleTimeString()}`;
  document.body.dataset.ready = failed.length > 0 ? 'failed' : 'yes';
}

function current() {
  const [id] = location.hash.slice(1).split('/');
  return areas.find((area) => area.id === id) ?? areas[0];
}

function later(act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, 200);
  };
}
