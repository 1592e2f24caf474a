import type { Definition } from '../definition.ts';
import type { Coverage } from './coverage.ts';

/** What the conversion of one file needs to know of the whole import. */
export interface Importing {
  readonly coverage: Coverage;
  /** The file as it is shown to people. */
  readonly file: string;
  readonly find: (kind: string) => Definition | undefined;
  /** Names of variables that are maps wherever they are set. */
  readonly maps: ReadonlySet<string>;
  /** Names of the roles of the tree. */
  readonly roles: ReadonlySet<string>;
  /** Templates by the names that tasks give them: `nginx.conf.j2`. */
  readonly templates: ReadonlySet<string>;
}
