const root = '/srv/rackwright-bench';

/**
 * Workload W: fifty tasks as data, from which every tool's form is made, as well as the state that must come out. All of
 * it lies under a directory and names of its own, so that a host can be made fresh again between tools.
 */
export const workload: Workload = {
  root,
  variables: { listen_port: '8443', worker_count: '16' },
  groups: numbered(2).map((n) => ({ name: `bench-g${n}`, gid: 3900 + n })),
  users: numbered(3).map((n) => ({ name: `bench-u${n}`, uid: 3910 + n, group: 'bench-g1', home: `${root}/nowhere` })),
  directories: numbered(5).map((n) => ({
    path: `${root}/directory-${n}`,
    mode: n % 2 === 0 ? '0750' : '0755',
    owner: n === 5 ? 'bench-u1' : 'root',
    group: n === 5 ? 'bench-g1' : 'root',
  })),
  templates: numbered(10).map((n) => ({
    path: `${root}/directory-1/template-${n}.conf`,
    source: `template-${n}.conf.hbs`,
    text: templateText(n),
    mode: '0644',
  })),
  files: numbered(10).map((n) => ({
    path: `${root}/directory-2/file-${n}.txt`,
    source: `file-${n}.txt`,
    text: fileText(n),
    mode: n % 2 === 0 ? '0640' : '0644',
  })),
  lines: numbered(5).map((n) => ({
    path: `${root}/lines/settings-${n}.conf`,
    before: settingsText(n, '0'),
    after: settingsText(n, '42'),
    key: 'setting_20',
    line: 'setting_20 = 42',
  })),
  sysctls: numbered(5).map((n) => ({
    path: `/etc/sysctl.d/60-rackwright-bench-${n}.conf`,
    source: `sysctl-${n}.conf`,
    text: `# kept by the benchmark\nnet.ipv4.neigh.default.gc_thresh${(n % 3) + 1} = ${1024 * n}\n`,
    mode: '0644',
  })),
  packages: ['curl', 'openssl', 'procps', 'iproute2', 'ca-certificates'],
  services: numbered(2).map((n) => `rackwright-bench-${n}`),
  commands: numbered(3).map((n) => ({
    argv: ['cp', '/etc/debian_version', `${root}/made-${n}`],
    creates: `${root}/made-${n}`,
  })),
};

/** How many tasks that is, for every tool. */
export const taskCount: number = Object.values(workload).flatMap((each: unknown) =>
  Array.isArray(each) ? (each as unknown[]) : [],
).length;

export interface Workload {
  /** Holds everything but sysctl drop-ins, users, groups and units. */
  readonly root: string;
  /** What templates may name, besides `inventory_hostname`. */
  readonly variables: Readonly<Record<string, string>>;
  readonly groups: readonly { readonly name: string; readonly gid: number }[];
  /** Without home directories, so that no tool copies /etc/skel. */
  readonly users: readonly BenchUser[];
  readonly directories: readonly BenchDirectory[];
  /** `text` has `{{ name }}` only: the same in Handlebars and Jinja. */
  readonly templates: readonly BenchFile[];
  readonly files: readonly BenchFile[];
  /** Of files that a fresh host has with the text `before`. */
  readonly lines: readonly BenchLine[];
  /** Drop-ins that are copied and not loaded: hosts are containers. */
  readonly sysctls: readonly BenchFile[];
  /** Every host has them from the start. */
  readonly packages: readonly string[];
  /** Units without `.service`; on a fresh host they are there, but neither enabled nor started. */
  readonly services: readonly string[];
  readonly commands: readonly { readonly argv: readonly string[]; readonly creates: string }[];
}

export interface BenchUser {
  readonly name: string;
  readonly uid: number;
  readonly group: string;
  readonly home: string;
}

export interface BenchDirectory {
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
}

/** Owned by root. */
export interface BenchFile {
  readonly path: string;
  /** Name on the controller. */
  readonly source: string;
  readonly text: string;
  readonly mode: string;
}

export interface BenchLine {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** What the line that is replaced begins with. */
  readonly key: string;
  readonly line: string;
}

function numbered(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** About 1 KiB, with three variables. */
function templateText(n: number): string {
  const head = `# part ${n} of the benchmark\nname = {{ inventory_hostname }}\nlisten = {{ listen_port }}\nworkers = {{ worker_count }}\n`;
  return (
    head +
    numbered(24)
      .map((line) => `option_${n}_${line} = value number ${line * n} of this\n`)
      .join('')
  );
}

/** About 4 KiB. */
function fileText(n: number): string {
  return numbered(78)
    .map((line) => `${n}:${line} the quick brown fox jumps over the lazy dog ${line * n}\n`)
    .join('');
}

function settingsText(n: number, twentieth: string): string {
  const value = (line: number): string => (line === 20 ? twentieth : String(line * n));
  return numbered(40)
    .map((line) => `setting_${line} = ${value(line)}\n`)
    .join('');
}
