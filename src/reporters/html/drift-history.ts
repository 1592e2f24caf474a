import { markup, nothing } from '../../markup.ts';
import type { Markup } from '../../markup.ts';
import type { DriftResult } from '../../reporter.ts';
import type { Story } from './story.ts';

/** Differences of each host over time, the newest first, because more may not fit; nothing where none of them was kept. */
export function driftHistory(story: Story, history: readonly DriftResult[]): Markup {
  if (history.length === 0) return nothing;
  const now: DriftResult = {
    at: story.started,
    hosts: Object.fromEntries(
      story.hosts.map(({ name, state, counts }) => [name, state === 'ok' ? counts['would-change'] : null]),
    ),
  };
  const results = [...history, ...(story.mode === 'verify' ? [now] : [])].slice(-mostShown).toReversed();
  const names = [...new Set(results.flatMap(({ hosts }) => Object.keys(hosts)))];
  return markup`<section id="drift">
    <h2>Drift over time</h2>
    <table class="drift">
      <thead>
        <tr>
          <th>host</th>
          ${results.map(({ at }) => markup`<th title="${at}">${at.slice(5, 10)}<br />${at.slice(11, 16)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${names.map(
          (name) =>
            markup`<tr data-host="${name}">
              <td>${name}</td>
              ${results.map(({ hosts }) => cell(Object.hasOwn(hosts, name) ? hosts[name] : undefined))}
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`;
}

/** More do not fit side by side. */
const mostShown = 30;

function cell(differences: number | null | undefined): Markup {
  if (differences === undefined) return markup`<td></td>`;
  if (differences === null) return markup`<td class="failed" title="not looked at to the end">!</td>`;
  return markup`<td class="${differences === 0 ? 'none' : 'some'}">${differences}</td>`;
}
