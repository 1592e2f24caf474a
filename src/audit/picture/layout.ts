import type { Arrow, Box } from './boxes.ts';
import { dagre } from './dagre.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** In pixels; `x` and `y` are the middle. */
export interface Placed extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<Box, Placed>;
  readonly arrows: ReadonlyMap<Arrow, { readonly points: readonly Point[]; readonly label: Point }>;
}

/** Letters of the picture are this wide and its lines this high, whatever font is there. */
export const letter = 7.3;
export const lineHeight = 16;

/** From left to right, who calls before whom is called. */
export function layoutOf(boxes: readonly Box[], arrows: readonly Arrow[]): Layout {
  const graph = new dagre.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 70, edgesep: 18, marginx: 16, marginy: 16 });
  for (const box of boxes) graph.setNode(box.id, sizeOf(textOf(box), 12));
  for (const arrow of arrows)
    graph.setEdge(arrow.from, arrow.to, { ...sizeOf(arrow.labels, 4), labelpos: 'c' }, arrow.labels.join());
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: new Map(boxes.map((box) => [box, graph.node(box.id)])),
    arrows: new Map(
      arrows.map((arrow) => {
        const found = graph.edge(arrow.from, arrow.to, arrow.labels.join());
        return [arrow, { points: found.points, label: { x: found.x, y: found.y } }];
      }),
    ),
  };
}

/** What stands in a box, line by line: hosts side by side, as many as fit. */
export function textOf({ hosts, lines }: Box): readonly string[] {
  const names = hosts.map(({ name }) => name);
  const rows: string[] = [];
  for (const name of names) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + name.length < rowLength) rows[rows.length - 1] = `${last}  ${name}`;
    else rows.push(name);
  }
  return [...rows, ...lines];
}

const rowLength = 34;

function sizeOf(texts: readonly string[], margin: number): { readonly width: number; readonly height: number } {
  const longest = Math.max(0, ...texts.map(({ length }) => length));
  return { width: longest * letter + 2 * margin, height: texts.length * lineHeight + 2 * margin };
}
