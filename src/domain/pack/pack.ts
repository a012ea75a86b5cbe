import type { MapLines } from './anxiety'
import { anxietyLines } from './anxiety'
import { earlyYearsViewWords } from './checklist'
import type { Profile } from './incident'
import type { RiskScale } from './risk'
import { usualRiskScale } from './risk'

/**
 * The words over the defaults. A form carries its own words; a pack may say any of them differently (the LA's by year, label
 * packs in `labels.ts`, a setting's own), with a version and a date. A code never changes meaning, and a retired one stays
 * readable for ever.
 */
export interface Pack {
  readonly name: string
  /** `2026.1`: the year, and a number that rises within it. */
  readonly version: string
  /** `YYYY-MM-DD`. */
  readonly validFrom: string
  /** By key: `abc.before.label`, `code.calmed-with-help`. */
  readonly words: Readonly<Record<string, string>>
  /** Scales and lines that the LA draws; what is left out is the usual. */
  readonly scales?: SaidScales | undefined
}
export interface SaidScales {
  readonly anxiety?: { readonly [L in keyof MapLines]?: number | undefined } | undefined
  readonly risk?: RiskScale | undefined
  readonly faces?: 3 | 5 | undefined
}
export interface Scales {
  /** Where the anxiety map asks more of an item. */
  readonly anxiety: MapLines
  readonly risk: RiskScale
  /** How many faces a child may point to. */
  readonly faces: 3 | 5
}

const keyOfLine = (line: string): string => `map.line.${line}`
/** The keys under which `linesIn` looks for a line. */
export const lineKeys: readonly string[] = Object.keys(anxietyLines).map(keyOfLine)

export function scalesOf({ scales }: Pack): Scales {
  const { predict, rely, talk } = scales?.anxiety ?? {}
  return {
    anxiety: { predict: predict ?? anxietyLines.predict, rely: rely ?? anxietyLines.rely, talk: talk ?? anxietyLines.talk },
    risk: scales?.risk ?? usualRiskScale,
    faces: scales?.faces ?? 5,
  }
}

export const stepsPack: Pack = { name: 'Hertfordshire Steps', version: '2026.1', validFrom: '2026-09-01', words: {} }

export const word = (pack: Pack, key: string, usual: string): string => pack.words[key] ?? usual

/** Early Years rooms have other names for the same places, and few words for a small child: three to five, said from low down. */
export const earlyYearsPack: Pack = {
  ...stepsPack,
  name: 'Hertfordshire Steps, Early Years',
  words: {
    ...earlyYearsViewWords,
    'code.class': 'Room',
    'code.playground': 'Garden',
    'child.room.label': 'Room',
    'calm.name.do': 'Get low, no higher than their eyes. Soft face, open hands. Say the name once.',
    'calm.notice.say': 'That was hard.',
    'calm.notice.do': 'Say the feeling you see. Point, or show the picture. Then wait.',
    'calm.help.say': 'I am here.',
    'calm.help.do': 'Offer to be near: sit beside them, an open hand, a cuddle if they want one.',
    'calm.listen.say': 'Show me. I am listening.',
    'calm.listen.do': 'Wait. Crying, pointing and signing are talking. Say back what you hear.',
    'calm.come.say': 'Come and sit with me.',
    'calm.come.do': 'Offer one next thing with a hand or a picture. Breathe slowly together.',
  },
}

/** Whether a version comes after another, number by number: `2026.10` after `2026.9`. */
export function isLaterVersion(version: string, than: string): boolean {
  const [year = 0, number = 0] = version.split('.').map(Number)
  const [thanYear = 0, thanNumber = 0] = than.split('.').map(Number)
  return year > thanYear || (year === thanYear && number > thanNumber)
}

/** What the app has to say for itself, before anyone published anything. */
export const builtInPack: Readonly<Record<Profile, Pack>> = { school: stepsPack, 'early-years': earlyYearsPack }

/** A pack laid over another: its name, version and date, its words before the other's, its scales part by part. */
export function packOver(under: Pack, over: Pack): Pack {
  const scales = under.scales || over.scales ? { ...under.scales, ...over.scales, anxiety: { ...under.scales?.anxiety, ...over.scales?.anxiety } } : undefined
  const lines = Object.entries(scales?.anxiety ?? {}).map(([line, at]) => [keyOfLine(line), String(at)] as const)
  return { name: over.name, version: over.version, validFrom: over.validFrom, words: { ...under.words, ...over.words, ...Object.fromEntries(lines) }, ...(scales && { scales }) }
}
