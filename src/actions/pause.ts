import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction } from '../definition.ts';

const schema: ArgumentsSchema = {
  summary: 'Waits for a while.',
  details:
    'Each host waits on its own. Nothing is asked at the terminal: a run must not stop in the middle for somebody who has left.',
  oneOf: [['seconds'], ['minutes']],
  properties: {
    seconds: { description: 'Seconds.', type: 'number', minimum: 0 },
    minutes: { description: 'Minutes.', type: 'number', minimum: 0 },
    prompt: { description: 'Shown while it waits.', type: 'string' },
  },
  examples: ['- pause:\n    seconds: 5\n'],
};

export const pause = defineAction({
  kind: 'pause',
  schema,
  where: 'controller',
  wanted: ({ seconds, minutes, prompt }) => ({
    milliseconds:
      ((typeof seconds === 'number' ? seconds : 0) + (typeof minutes === 'number' ? minutes * 60 : 0)) * 1000,
    prompt: typeof prompt === 'string' ? prompt : undefined,
  }),
  perform: async ({ milliseconds, prompt }, context) => {
    if (prompt !== undefined) context.say(prompt);
    if (!context.planning) await context.sleep(milliseconds);
    return { changed: false, result: { delta: milliseconds / 1000 } };
  },
});
