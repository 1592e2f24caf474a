import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { PlannedPlay } from '../engine/run-options.ts';
import type { VariableLayer } from '../inventory/model.ts';
import { locate, toPlain } from '../language/located.ts';
import type { Located } from '../language/located.ts';
import type { Prompt } from '../playbook/model.ts';
import type { Tools } from './tools.ts';

/**
 * Asks for what the `vars_prompt` of the plays that have something to do want to know, and gives the plays with the
 * answers. What `-e` sets is not asked for; where there is no terminal, defaults count.
 * @throws InputError with all that nobody can be asked for
 */
export async function askPrompts(
  tools: Tools,
  plays: readonly PlannedPlay[],
  extra: VariableLayer | undefined,
): Promise<readonly PlannedPlay[]> {
  const open = ({ play, hosts, tasks }: PlannedPlay): readonly Prompt[] =>
    hosts.length === 0 || tasks.length === 0
      ? []
      : play.prompts.filter(({ name }) => extra?.variables.has(name) !== true);
  hideGiven(tools, plays, extra);
  const problems = plays.flatMap((planned) => open(planned).flatMap((each) => unanswerable(tools, each)));
  if (problems.length > 0) throw new InputError(problems);
  const answered: PlannedPlay[] = [];
  for (const planned of plays) {
    const layers: VariableLayer[] = [];
    for (const prompt of open(planned)) layers.push(await answerTo(tools, prompt));
    answered.push({ ...planned, play: { ...planned.play, layers: [...planned.play.layers, ...layers] } });
  }
  return answered;
}

/** What is asked for unseen is a secret when `-e` gives it, too. */
function hideGiven({ secrets }: Tools, plays: readonly PlannedPlay[], extra: VariableLayer | undefined): void {
  for (const { name, isPrivate } of plays.flatMap(({ play }) => play.prompts)) {
    const given = isPrivate ? extra?.variables.get(name) : undefined;
    if (given !== undefined) secrets.addAll(toPlain(given));
  }
}

function unanswerable({ terminal }: Tools, { name, fallback, span }: Prompt): readonly Diagnostic[] {
  if (terminal.attended || fallback !== undefined) return [];
  const hint = `give it with \`-e ${name}=…\`, or \`-e @FILE\` when others must not see it`;
  return [problem('usage', `"${name}" is asked for, and there is no terminal`, span, { hint })];
}

async function answerTo(tools: Tools, prompt: Prompt): Promise<VariableLayer> {
  const { name, fallback, span } = prompt;
  const text = tools.terminal.attended ? await ask(tools, prompt) : '';
  const origin = `answer to vars_prompt ${name}`;
  const layer = (value: Located): VariableLayer => ({ origin, level: 'play', variables: new Map([[name, value]]) });
  if (text === '' && fallback !== undefined) {
    if (prompt.isPrivate) tools.secrets.addAll(toPlain(fallback));
    return layer(fallback);
  }
  if (prompt.isPrivate) tools.secrets.add(text);
  // What somebody types is data: braces in it mean nothing.
  return { ...layer(locate(text, span)), literal: true };
}

async function ask({ terminal }: Tools, { question, isPrivate, confirm, fallback }: Prompt): Promise<string> {
  const read = async (text: string): Promise<string> =>
    isPrivate ? (await terminal.askSecret(text)).reveal() : terminal.ask(text);
  const shown = isPrivate ? 'default' : JSON.stringify(fallback && toPlain(fallback));
  for (;;) {
    const answer = await read(`${question}${fallback === undefined ? '' : ` [${shown}]`}: `);
    if (!confirm || answer === (await read(`${question}, again: `))) return answer;
    terminal.err('the two are not the same\n');
  }
}
