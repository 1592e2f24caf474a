import type { ArgumentSchema } from '../arguments.ts';
import type { KeywordPlace } from './ansible-keywords.ts';
import {
  blockKeywords,
  handlerKeywords,
  importPlaybookKeywords,
  includeKeywords,
  playKeywords,
  roleKeywords,
} from './keywords.ts';

/** All keywords that there are, by where they may stand. */
export const keywordPlaces: Readonly<Record<KeywordPlace, Readonly<Record<string, ArgumentSchema>>>> = {
  play: { ...importPlaybookKeywords, ...playKeywords },
  role: roleKeywords,
  block: blockKeywords,
  task: { ...includeKeywords, ...handlerKeywords },
};
