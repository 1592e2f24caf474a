import { createInterface } from 'node:readline';
import type { Conversation } from '../tools.ts';

/**
 * Reads line after line until the input ends or a line ends it, one at a time: what is typed while one is answered waits. With
 * a terminal there are history, completion by Tab, and Ctrl-C, which gives up the line, or what runs.
 */
export async function converse(
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean },
  output: NodeJS.WritableStream,
  conversation: Conversation,
): Promise<void> {
  const { prompt, history } = conversation;
  const terminal = input.isTTY === true;
  const lines = createInterface({
    input,
    output,
    terminal,
    prompt: terminal ? prompt : '',
    history: [...history].reverse(),
    historySize: 1000,
    removeHistoryDuplicates: true,
    completer: (line: string, done: (error: null, found: [string[], string]) => void) =>
      void conversation.complete(line).then(({ words, part }) => done(null, [[...words], part])),
  });
  lines.on('SIGINT', () => {
    if (conversation.interrupt()) return;
    output.write('^C\n');
    lines.write(null, { ctrl: true, name: 'e' });
    lines.write(null, { ctrl: true, name: 'u' });
    lines.prompt();
  });
  lines.prompt();
  for await (const line of lines) {
    if ((await conversation.answer(line)) === 'end') break;
    lines.prompt();
  }
  lines.close();
  if (terminal) output.write('\n');
}
