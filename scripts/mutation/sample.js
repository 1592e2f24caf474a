// Draws a sample of each room's mutants, and tells what became of them.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const noticed = ['Killed', 'Timeout'];
const missed = ['Survived', 'NoCoverage'];

export class Sample {
  #options;
  #judged = [];
  #drawn = new Map();
  #inRoom = new Map();

  constructor({ sampling }) {
    this.#options = sampling;
  }

  /**
   * All mutants are known here, and none was judged yet; the runners read what was drawn from the file. What was drawn first is judged
   * first, so that what was judged when somebody stops it is a fair sample, too.
   */
  onMutationTestingPlanReady({ mutantPlans }) {
    const { rooms, size, seed, directory } = this.#options;
    const mutants = mutantPlans.map(({ mutant }) => mutant).filter(({ status }) => status !== 'Ignored');
    for (const room of rooms) {
      const all = mutants.filter(({ fileName }) => roomOf(placeIn(fileName), rooms) === room);
      this.#inRoom.set(room, all.length);
      for (const [turn, { id }] of shuffled(all, seed).slice(0, size).entries()) this.#drawn.set(id, { room, turn });
      console.log(`${room}: ${String(all.length)} mutants`);
    }
    const turnOf = ({ mutant }) => this.#drawn.get(mutant.id)?.turn ?? mutants.length;
    mutantPlans.sort((one, other) => turnOf(one) - turnOf(other));
    process.once('exit', () => this.#tell());
    writeFileSync(join(directory, 'drawn.json'), JSON.stringify([...this.#drawn.keys()]));
  }

  onMutantTested({ id, fileName, location, replacement, mutatorName, status, statusReason, killedBy }) {
    const drawn = this.#drawn.get(id);
    if (drawn === undefined) return;
    const { room, turn } = drawn;
    const { line, column } = location.start;
    const place = `${placeIn(fileName)}:${String(line)}:${String(column)}`;
    const result = {
      room,
      turn,
      place,
      status,
      mutatorName,
      was: textAt(fileName, location),
      replacement,
      killedBy,
      statusReason,
    };
    this.#judged.push(result);
    if (this.#options.notes !== undefined) appendFileSync(this.#options.notes, `${JSON.stringify(result)}\n`);
    console.log(`${String(this.#judged.length)}/${String(this.#drawn.size)} ${status} ${place}`);
  }

  #tell() {
    for (const { place, status, was, replacement, statusReason } of this.#judged) {
      if (noticed.includes(status)) continue;
      console.log(`\n${status} ${place}\n  - ${indented(was)}\n  + ${indented(replacement)}`);
      if (!missed.includes(status)) console.log(`  ${indented(statusReason ?? '')}`);
    }
    console.log(
      `\n| room | mutants | drawn | noticed | not noticed | not covered | score (95 %) |\n|---|--:|--:|--:|--:|--:|---|`,
    );
    for (const room of this.#options.rooms) console.log(this.#row(room));
  }

  #row(room) {
    const judged = this.#judged.filter((each) => each.room === room);
    // What is not covered is known at once. Only up to the first that nobody has judged yet is the sample a fair one.
    const turns = new Set(judged.map(({ turn }) => turn));
    const fair = judged.filter(({ turn }) => Array.from({ length: turn }).every((_, before) => turns.has(before)));
    const statuses = fair.map(({ status }) => status);
    const count = (wanted) => statuses.filter((status) => wanted.includes(status)).length;
    const killed = count(noticed);
    const [low, high] = wilson(killed, count([...noticed, ...missed]));
    const score = `${percent(killed / count([...noticed, ...missed]))} (${percent(low)}–${percent(high)})`;
    const numbers = [this.#inRoom.get(room), statuses.length, killed, count(['Survived']), count(['NoCoverage'])];
    return `| ${[room, ...numbers, score].join(' | ')} |`;
  }
}

function roomOf(place, rooms) {
  const parts = rooms.flatMap((room) => room.split('+').map((part) => ({ room, part })));
  const longestFirst = parts.sort((one, other) => other.part.length - one.part.length);
  return longestFirst.find(({ part }) => place.startsWith(`src/${part}/`))?.room;
}

/** Fisher-Yates with mulberry32: the same code and seed draw the same mutants, and every draw is as likely as any other. */
function shuffled(mutants, seed) {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const order = [...mutants].sort((one, other) => Number(one.id) - Number(other.id));
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** The score interval of Wilson, which is sound for small samples and for shares near 1. */
function wilson(successes, trials) {
  const z = 1.96;
  const share = successes / trials;
  const middle = share + z ** 2 / (2 * trials);
  const margin = z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  return [middle - margin, middle + margin].map((bound) => bound / (1 + z ** 2 / trials));
}

function placeIn(fileName) {
  return relative(process.cwd(), fileName);
}

function textAt(fileName, { start, end }) {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  lines.push(lines.pop().slice(0, end.column - 1));
  return [lines[0].slice(start.column - 1), ...lines.slice(1)].join('\n');
}

function indented(text) {
  return text.replaceAll('\n', '\n    ');
}

function percent(share) {
  return `${String(Math.round(share * 100))} %`;
}
