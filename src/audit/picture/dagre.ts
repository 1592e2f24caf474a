import * as library from '@dagrejs/dagre';

/** What we use of the library. Its own types name files without their extensions, so that a program of ES modules does not find them. */
interface Dagre {
  readonly Graph: new (options: { readonly multigraph: boolean }) => DagreGraph;
  /** Gives nodes and edges their places. */
  layout(graph: DagreGraph): void;
}

interface DagreGraph {
  setGraph(settings: Readonly<Record<string, string | number>>): void;
  setNode(id: string, size: Size): void;
  setEdge(from: string, to: string, label: Size & { readonly labelpos: 'c' }, name: string): void;
  graph(): Partial<Size>;
  node(id: string): Size & Middle;
  edge(from: string, to: string, name: string): Middle & { readonly points: readonly Middle[] };
}

/** In pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

interface Middle {
  readonly x: number;
  readonly y: number;
}

export const dagre = library as unknown as Dagre;
