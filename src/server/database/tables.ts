import type { ColumnType, Generated } from 'kysely'
import type { CountyFact } from '../../domain/rules/county-facts'

/**
 * What the endpoint keeps. Every key begins with the setting (but for `published_words`, which are the same for all), so that
 * no query of the tablet API has a reason to cross settings, and a cluster distributed by setting needs no change of code. Texts that were hashed are `text`: `jsonb` would
 * rewrite their numbers.
 */
export interface Tables {
  setting: SettingTable
  setting_head: SettingHeadTable
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
  /** The last number that this life shares with the one before. */
  fork_seq: Generated<number>
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
