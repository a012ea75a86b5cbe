import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { CountyFact } from '../../domain/rules/county-facts'

/**
 * What the endpoint keeps. Every key begins with the setting (but for `published_words` and `wrong_try`, which are of none), so that
 * no query of the tablet API has a reason to cross settings, and a cluster distributed by setting needs no change of code. Texts that were hashed are `text`: `jsonb` would
 * rewrite their numbers.
 */
export interface Tables {
  setting: SettingTable
  setting_head: SettingHeadTable
  epoch: EpochTable
  revision: RevisionTable
  checkpoint: CheckpointTable
  about: AboutTable
  device: DeviceTable
  person: PersonTable
  enrolment_code: EnrolmentCodeTable
  one_time_code: OneTimeCodeTable
  parked: ParkedTable
  incident_number: IncidentNumberTable
  county_fact: CountyFactTable
  published_words: PublishedWordsTable
  post_key: PostKeyTable
  wrong_try: WrongTryTable
  erasure: ErasureTable
  hold: HoldTable
}

/** Set by its first write and never again. */
type Fixed<T> = ColumnType<T, T, never>

interface SettingTable {
  id: Fixed<string>
  name: string
  kind: 'school' | 'early-years'
  place: string
  /** False for a made-up setting and one for practice: the county never counts it. */
  counts: Generated<boolean>
}
/** One row a setting; locked by every push, so that numbers are in commit order. */
interface SettingHeadTable {
  setting: Fixed<string>
  /** One life of this database: a restored copy is given a new one. */
  epoch: string
  seq: number
  /** All rows up to it are in a backup; null until the office has said so once. */
  durable_seq: Generated<number | null>
}
/** Each life of a setting's rows that a restore ended (`epochs.ts`), the oldest first. */
interface EpochTable {
  setting: Fixed<string>
  ordinal: Fixed<number>
  ended: Fixed<string>
  /** The last number that it shares with the life that followed. */
  fork_seq: Fixed<number>
  /** The last number in the book of incidents then. */
  last_number: Fixed<number>
  at: Fixed<number>
}
interface RevisionTable {
  setting: Fixed<string>
  seq: Fixed<number>
  record: Fixed<string>
  id: Fixed<string>
  kind: Fixed<string>
  author: Fixed<string>
  device: Fixed<string>
  received_at: Fixed<number>
  header: Fixed<string>
  body: string | null
  signature: Fixed<string>
}
/** A cached fold; can be made again from the revisions. */
interface CheckpointTable {
  setting: Fixed<string>
  record: Fixed<string>
  kind: Fixed<string>
  /** 0 for adults and children, whom every other record names; 1 for the rest. */
  rank: Fixed<number>
  /** The number of its first revision: an order that nobody's later edit disturbs. */
  first_seq: Fixed<number>
  up_to: number
  frozen: boolean
  reading: string
}
interface AboutTable {
  setting: Fixed<string>
  record: Fixed<string>
  child: Fixed<string>
}
interface DeviceTable {
  setting: Fixed<string>
  id: Fixed<string>
  name: string
  /** Kept for ever: what this tablet signed is verified by it. */
  public_key: Fixed<string>
  escrow: string | null
  post_hash: string | null
  read_hash: string | null
  /** The LA's own desk, which alone may write as the built-in person `la`. */
  desk: Generated<boolean>
  enrolled_at: number
  revoked_at: Generated<number | null>
  seen_at: Generated<number | null>
  /** The last heartbeat, as the tablet sent it: numbers and a build name, nothing about a person. */
  status: Generated<string | null>
}
/** The roster, projected from `adult` records. */
interface PersonTable {
  setting: Fixed<string>
  id: Fixed<string>
  name: string
  short_name: string
  roles: string
  until: string | null
  rooms: string
}
interface EnrolmentCodeTable {
  setting: Fixed<string>
  hash: Fixed<string>
  expires_at: Fixed<number | null>
  reusable: Fixed<boolean>
  used_at: Generated<number | null>
  /** The tablet that used it: the same tablet may ask again when the answer was lost. */
  used_by: Generated<string | null>
}
interface OneTimeCodeTable {
  setting: Fixed<string>
  adult: Fixed<string>
  hash: string
  expires_at: number | null
  reusable: boolean
  tries: number
  used_at: number | null
}
/** What was refused: who, which record and why, without a word of what it said. */
interface ParkedTable {
  setting: Fixed<string>
  id: Fixed<string>
  code: string
  device: string
  record: string | null
  kind: string | null
  author: string | null
  at: number
}
/** The setting's bound book: numbers in the order of receipt, without a gap. A record that was withdrawn keeps its own. */
interface IncidentNumberTable {
  setting: Fixed<string>
  record: Fixed<string>
  number: Fixed<number>
  /** The number it was told under before a restore, where that one could not be given again. */
  former: Fixed<number | null>
}
/** What a county may count of a record, and all that it will ever see of one (`domain/rules/county-facts.ts`). */
interface CountyFactTable {
  setting: Fixed<string>
  record: Fixed<string>
  kind: Fixed<string>
  day: string | null
  state: CountyFact['state']
  told: CountyFact['told']
  codes: ColumnType<CountyFact['codes'], string, string>
  /** These three follow from the codes. */
  held: ColumnType<boolean, never, never>
  kept_in: ColumnType<boolean, never, never>
  limited: ColumnType<boolean, never, never>
}
/** Wrong codes, before anyone knows of which setting: under a hash of the address or the code, until their time is over. */
interface WrongTryTable {
  name: Fixed<string>
  count: number
  until: number
}
/** A pack of the LA's for settings of one kind. Added to and never changed: papers name its version. */
interface PublishedWordsTable {
  year: Fixed<number>
  kind: Fixed<'school' | 'early-years'>
  version: Fixed<string>
  /** `YYYY-MM-DD`. */
  valid_from: Fixed<string>
  published_at: Fixed<number>
  /** As `packSchema`. */
  pack: Fixed<string>
}
/** A record whose words are gone, in the setting's row order. Added to and never changed; kept in a file apart as well. */
interface ErasureTable {
  setting: Fixed<string>
  seq: Fixed<number>
  record: Fixed<string>
  kind: Fixed<string>
  /** A code of `erasureReasons`. */
  why: Fixed<string>
  /** Ids of two adults of the roster. */
  decided_by: Fixed<string>
  reviewed_by: Fixed<string>
  at: Fixed<number>
}
/** What the office said of holding a child's records back from erasure; the last row of a child stands. */
interface HoldTable {
  setting: Fixed<string>
  line: GeneratedAlways<number>
  child: Fixed<string>
  act: Fixed<'hold' | 'unhold'>
  /** A code of `holdReasons`. */
  why: Fixed<string>
  decided_by: Fixed<string>
  at: Fixed<number>
}
/** A pair that tablets of a setting seal their post to (`post-keys.ts`). Old ones stay: what was sealed to them may come years later. */
interface PostKeyTable {
  setting: Fixed<string>
  id: Fixed<string>
  /** A raw P-256 point, base64url. */
  public_key: Fixed<string>
  /** PKCS #8, base64url. */
  private_key: Fixed<string>
  made_at: Fixed<number>
}
