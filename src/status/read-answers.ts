import type { QuestionName } from './questions.ts';

/** What a collector answered. */
export interface Answers {
  /** The samples of a question; none when nothing is known. */
  readonly samples: (question: QuestionName) => readonly Sample[];
  /** What fires, neither silenced nor inhibited. */
  readonly alerts: readonly FiringAlert[];
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface FiringAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly since: string;
}

/**
 * Reads what {@link askScript} printed. It comes from a host, so nothing in it is believed to have its form.
 * @throws TypeError when it has another form
 */
export function readAnswers(text: string): Answers {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const parts = new Map<string, unknown>();
  for (let index = 0; index + 1 < lines.length; index += 2)
    parts.set(lines[index] ?? '', JSON.parse(lines[index + 1] ?? '') as unknown);
  const alerts = parts.get('alerts');
  if (!Array.isArray(alerts)) throw new TypeError('Alertmanager did not answer with a list of alerts');
  return {
    alerts: alerts.map(readAlert),
    samples: (question) => readSamples(question, parts.get(question)),
  };
}

function readAlert(value: unknown): FiringAlert {
  const alert = fieldsOf(value);
  return {
    labels: texts(alert['labels']),
    annotations: texts(alert['annotations']),
    since: typeof alert['startsAt'] === 'string' ? alert['startsAt'] : '',
  };
}

function readSamples(question: string, answer: unknown): readonly Sample[] {
  const { result } = fieldsOf(fieldsOf(answer)['data']);
  if (!Array.isArray(result)) throw new TypeError(`Prometheus did not answer the question ${question} with samples`);
  return result.map((each: unknown) => {
    const { metric, value } = fieldsOf(each);
    return { labels: texts(metric), value: Number(Array.isArray(value) ? value[1] : undefined) };
  });
}

function texts(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(fieldsOf(value));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError('a collector answered in another form');
  return value as Readonly<Record<string, unknown>>;
}
