export interface Unsent {
  /** Of those that wait, so many can go while nobody is signed in. */
  readonly byThemselves: number
  readonly waiting: number
  readonly parked: number
  readonly sending: boolean
  /** The endpoint takes nothing from this tablet as things are. */
  readonly refused: boolean
  /** It does not know this tablet, or switched it off: nothing goes before it has joined again. */
  readonly forgotten: boolean
  /** Something waited here, and nothing of any kind does now. */
  readonly allSent: boolean
}

const it = (many: number): string => (many === 1 ? 'it' : 'them')

/** The lock screen's sentences about what is not sent yet: each true as it stands, none of a child. */
export function unsentWords({ byThemselves, waiting, parked, sending, refused, forgotten, allSent }: Unsent): readonly string[] {
  if (allSent) return ['All sent.']
  if (forgotten) return waiting + parked > 0 ? [`${waiting + parked} not sent yet, and kept on this tablet.`] : []
  const going = refused ? 0 : byThemselves
  const staying = waiting - going
  return [
    ...(going > 0 ? [`${going} not sent yet. ${sending ? 'Sending now.' : going === 1 ? 'It goes by itself when there is internet.' : 'They go by themselves when there is internet.'}`] : []),
    ...(staying > 0 ? [`${staying} ${going > 0 ? 'more ' : ''}not sent yet. Sign in where there is internet to send ${it(staying)}.`] : []),
    ...(parked > 0 ? [`${parked} not accepted. Sign in to see why.`] : []),
  ]
}
