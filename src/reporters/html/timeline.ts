import { duration } from '../amount.ts';
import { markup, nothing } from '../../markup.ts';
import type { Markup } from '../../markup.ts';
import type { HostStory, Span, Story } from './story.ts';

interface Bar extends Span {
  readonly role: string;
  readonly title: string;
}

/** Who was at work when: a row for each host, a bar for what it was doing. */
export function timeline({ hosts, durationMs }: Story): Markup {
  if (hosts.length === 0) return nothing;
  const total = Math.max(1, durationMs);
  const marks = [0, 0.25, 0.5, 0.75, 1].map(
    (part) => markup`<span style="left:${(part * 100).toFixed(1)}%">${duration(part * total)}</span>`,
  );
  return markup`<section id="timeline">
    <h2>Who was at work when</h2>
    <p class="legend">
      ${['connect', 'ok', 'changed', 'failed', 'skipped'].map((role) => markup`<span><i class="bar ${role}"></i>${role}</span>`)}
    </p>
    <div class="rows">
      <div class="row axis"><span class="name"></span><span class="lane">${marks}</span></div>
      ${hosts.map((host) => row(host, total))}
    </div>
  </section>`;
}

function row(host: HostStory, total: number): Markup {
  const bars = barsOf(host).map(({ start, end, role, title }) => {
    const left = ((start / total) * 100).toFixed(2);
    const width = (((end - start) / total) * 100).toFixed(2);
    return markup`<i class="bar ${role}" style="left:${left}%;width:${width}%" title="${title}"></i>`;
  });
  return markup`<div class="row" data-host="${host.name}">
    <span class="name ${host.state === 'ok' ? '' : 'failed'}">${host.name}</span><span class="lane">${bars}</span>
  </div> `;
}

/** Neighbours of the same kind become one bar: a thousand tasks that were as they should be are one thing to see. */
function barsOf({ connects, turns }: HostStory): readonly Bar[] {
  const bars: Bar[] = connects.map((span) => ({
    ...span,
    role: 'connect',
    title: `connect: ${duration(span.end - span.start)}`,
  }));
  let open: (Bar & { count: number }) | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const title =
      open.count === 1 ? open.title : `${open.count} tasks ${open.role}: ${duration(open.end - open.start)}`;
    bars.push({ start: open.start, end: open.end, role: open.role, title });
    open = undefined;
  };
  for (const { task, outcome, start, end } of turns) {
    const role = roles[outcome.status];
    const long = end - start >= longMs;
    if (open?.role === role && !long) open = { ...open, end, count: open.count + 1 };
    else {
      close();
      open = { start, end, role, title: `${task.name}: ${outcome.status}, ${duration(end - start)}`, count: 1 };
      if (long) close();
    }
  }
  close();
  return bars;
}

/** A task that takes so long has a bar of its own. */
const longMs = 500;

const roles = {
  ok: 'ok',
  changed: 'changed',
  'would-change': 'changed',
  skipped: 'skipped',
  failed: 'failed',
  unreachable: 'failed',
} as const;
