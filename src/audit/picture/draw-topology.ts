import { markup, trusted } from '../../markup.ts';
import type { Markup } from '../../markup.ts';
import type { Survival } from '../kill-one/kill-one.ts';
import type { Site } from '../site.ts';
import { boxesOf } from './boxes.ts';
import type { Arrow, Box } from './boxes.ts';
import { layoutOf, lineHeight, textOf } from './layout.ts';
import type { Placed, Point } from './layout.ts';

/** The topology as one SVG, light or dark as its reader wants, with a legend. Nothing in it is fetched from elsewhere. */
export function drawTopology(site: Site, survivals: readonly Survival[]): string {
  const { boxes, arrows } = boxesOf(site, survivals);
  const layout = layoutOf(boxes, arrows);
  const width = Math.max(layout.width, 640);
  const height = layout.height + 40;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="topology" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="who talks to whom">
<style>${trusted(style)}</style>
<defs>${(['all', 'some', 'none'] as const).map(
    (tls) =>
      markup`<marker id="head-${tls}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head ${tls}" d="M0 0 8 4 0 8z"/></marker>`,
  )}</defs>
<rect class="paper" width="${width}" height="${height}"/>
${[...layout.arrows].map(([arrow, { points, label }]) => drawArrow(arrow, points, label))}
${[...layout.boxes].map(([box, placed]) => drawBox(box, placed))}
${legend(height - 16)}
</svg>
`.text;
}

const style = `
.topology{--paper:#fcfcfb;--ink:#1c1b1a;--soft:#6b6863;--line:#c9c6c0;--card:#fff;--good:#2c7a3f;--half:#9a6700;--bad:#c2281d}
@media (prefers-color-scheme:dark){.topology{--paper:#161514;--ink:#ecebe8;--soft:#a19d95;--line:#4a4743;--card:#1e1d1b;--good:#6cc383;--half:#e0b040;--bad:#ff7b6b}}
.topology text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--ink)}
.topology .paper,.topology .under{fill:var(--paper)}.topology .under{opacity:.85}
.topology .box{fill:var(--card);stroke:var(--line);stroke-width:1.5}.topology .box.single{stroke:var(--bad);stroke-width:2.5}
.topology .outside{stroke-dasharray:3 3}.topology .host{font-weight:700}.topology .single{fill:var(--bad)}.topology .box.single{fill:var(--card)}
.topology .what{fill:var(--soft)}
.topology .way{fill:none;stroke-width:1.6}.topology .way.all{stroke:var(--good)}.topology .way.some{stroke:var(--half)}.topology .way.none{stroke:var(--bad);stroke-dasharray:6 4}
.topology .head.all{fill:var(--good)}.topology .head.some{fill:var(--half)}.topology .head.none{fill:var(--bad)}
`;

function drawBox(box: Box, { x, y, width, height }: Placed): Markup {
  const left = x - width / 2;
  const top = y - height / 2;
  const single = box.hosts.some((host) => host.single);
  const kind = box.hosts.length === 0 ? 'outside' : single ? 'single' : '';
  const rows = textOf(box);
  const names = rows.length - box.lines.length;
  return markup`<g><rect class="box ${kind}" x="${fixed(left)}" y="${fixed(top)}" width="${fixed(width)}" height="${fixed(height)}" rx="7"/>
${rows.map((text, index) => {
  const at = markup`x="${fixed(left + 12)}" y="${fixed(top + 24 + index * lineHeight)}"`;
  return index < names
    ? markup`<text class="host" ${at} xml:space="preserve">${hostNames(box, text)}</text>`
    : markup`<text class="what" ${at}>${text}</text>`;
})}</g>`;
}

function hostNames({ hosts }: Box, row: string): readonly Markup[] {
  return row.split(/( +)/).map((part) => {
    const single = hosts.find(({ name }) => name === part)?.single === true;
    return single ? markup`<tspan class="single">${part}</tspan>` : markup`<tspan>${part}</tspan>`;
  });
}

function drawArrow({ labels, tls }: Arrow, points: readonly Point[], label: Point): Markup {
  const top = label.y - (labels.length * lineHeight) / 2;
  const widest = Math.max(...labels.map(({ length }) => length)) * 7.3;
  return markup`<g><path class="way ${tls}" d="${curve(points)}" marker-end="url(#head-${tls})"/>
<rect class="under" x="${fixed(label.x - widest / 2)}" y="${fixed(top)}" width="${fixed(widest)}" height="${labels.length * lineHeight}"/>
${labels.map((text, index) => markup`<text class="what" text-anchor="middle" x="${fixed(label.x)}" y="${fixed(top + 12 + index * lineHeight)}">${text}</text>`)}</g>
`;
}

/** Through the middles between the points, bent at the points. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return '';
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? point;
    const end = index === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${fixed(point.x)} ${fixed(point.y)} ${fixed(end.x)} ${fixed(end.y)}`;
  });
  const straight = rest.length === 1 ? [`L${fixed(last.x)} ${fixed(last.y)}`] : [];
  return [`M${fixed(first.x)} ${fixed(first.y)}`, ...bends, ...straight].join(' ');
}

function legend(y: number): Markup {
  const entries = [
    { tls: 'all', text: 'TLS' },
    { tls: 'some', text: 'TLS for some' },
    { tls: 'none', text: 'plain text' },
  ] as const;
  return markup`${entries.map(
    ({ tls, text }, index) =>
      markup`<path class="way ${tls}" d="M${16 + index * 140} ${y - 4}h28"/><text class="what" x="${50 + index * 140}" y="${y}">${text}</text>`,
  )}<rect class="box single" x="440" y="${y - 11}" width="14" height="12" rx="3"/><text class="what" x="462" y="${y}">single point</text>`;
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
