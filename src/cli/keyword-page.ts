import { ansibleKeywords } from '../playbook/ansible-keywords.ts';
import type { AnsibleKeyword, KeywordPlace } from '../playbook/ansible-keywords.ts';
import { keywordPlaces } from '../playbook/keyword-places.ts';

/**
 * `docs/keywords.md`: our keywords by place, and what becomes of Ansible's.
 * @throws Error when the table of Ansible's keywords and our own schema do not agree
 */
export function keywordPage(): string {
  const wrong = disagreements();
  if (wrong.length > 0) throw new Error(`src/playbook/ansible-keywords.ts: ${wrong.join('; ')}`);
  const sections = places.map(([place, title]) => section(place, title));
  return `# Keywords

What may stand in plays, roles, blocks and tasks, and how it compares with Ansible. \`rackwright doc KIND\` explains what a
task can do.

${sections.join('\n\n')}
`;
}

const places: readonly (readonly [KeywordPlace, string])[] = [
  ['play', 'Plays'],
  ['role', 'Entries of `roles` and dependencies'],
  ['block', 'Blocks'],
  ['task', 'Tasks and handlers'],
];

/** What stands in one and not in the other, or twice. */
function disagreements(): readonly string[] {
  return places.flatMap(([place]) => {
    const ours = Object.keys(keywordPlaces[place]);
    const rows = rowsOf(place);
    const named = rows.map((row) => row.name);
    return [
      ...ours.filter((name) => !named.includes(name)).map((name) => `${place} has "${name}", which the table lacks`),
      ...rows
        .filter(({ name, standing }) => (standing === 'not') === ours.includes(name))
        .map(({ name, standing }) => `"${name}" of a ${place} is said to be "${standing}", which it is not`),
      ...named
        .filter((name, index) => named.indexOf(name) !== index)
        .map((name) => `"${name}" of a ${place} stands twice`),
    ];
  });
}

function rowsOf(
  place: KeywordPlace,
): readonly (Pick<AnsibleKeyword, 'standing' | 'note'> & { readonly name: string })[] {
  return ansibleKeywords
    .filter((each) => each.places.includes(place))
    .flatMap(({ names, standing, note }) => names.map((name) => ({ name, standing, ...(note && { note }) })))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function section(place: KeywordPlace, title: string): string {
  const lines = rowsOf(place).map(({ name, standing, note }) => {
    const meaning = keywordPlaces[place][name]?.description ?? '–';
    return `| \`${name}\` | ${meaning} | ${note === undefined ? standing : `**${standing}**: ${note}`} |`;
  });
  return `## ${title}\n\n| keyword | what it says | Ansible |\n|---|---|---|\n${lines.join('\n')}`;
}
