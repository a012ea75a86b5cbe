import type { Option } from '../schema/field'

/**
 * The 34 regions of the body map, 17 on each side, and what may be said of a mark. The child's own left is always the
 * child's left. A code is never renamed: a region that a later map retires stays readable.
 */
const front: readonly Option[] = [
  { code: 'f-face', label: 'Face' },
  { code: 'f-neck', label: 'Front of neck' },
  { code: 'f-chest', label: 'Chest' },
  { code: 'f-tummy', label: 'Tummy' },
  { code: 'f-hips', label: 'Front of hips' },
  { code: 'f-upper-arm-r', label: 'Right shoulder and upper arm, front' },
  { code: 'f-upper-arm-l', label: 'Left shoulder and upper arm, front' },
  { code: 'f-forearm-r', label: 'Right forearm, front' },
  { code: 'f-forearm-l', label: 'Left forearm, front' },
  { code: 'f-hand-r', label: 'Right hand, front' },
  { code: 'f-hand-l', label: 'Left hand, front' },
  { code: 'f-thigh-r', label: 'Right thigh, front' },
  { code: 'f-thigh-l', label: 'Left thigh, front' },
  { code: 'f-lower-leg-r', label: 'Right lower leg, front' },
  { code: 'f-lower-leg-l', label: 'Left lower leg, front' },
  { code: 'f-foot-r', label: 'Right foot, top' },
  { code: 'f-foot-l', label: 'Left foot, top' },
]
const back: readonly Option[] = [
  { code: 'b-head', label: 'Back of head' },
  { code: 'b-neck', label: 'Back of neck' },
  { code: 'b-upper-back', label: 'Upper back' },
  { code: 'b-lower-back', label: 'Lower back' },
  { code: 'b-bottom', label: 'Bottom' },
  { code: 'b-upper-arm-l', label: 'Left shoulder and upper arm, back' },
  { code: 'b-upper-arm-r', label: 'Right shoulder and upper arm, back' },
  { code: 'b-forearm-l', label: 'Left forearm, back' },
  { code: 'b-forearm-r', label: 'Right forearm, back' },
  { code: 'b-hand-l', label: 'Left hand, back' },
  { code: 'b-hand-r', label: 'Right hand, back' },
  { code: 'b-thigh-l', label: 'Left thigh, back' },
  { code: 'b-thigh-r', label: 'Right thigh, back' },
  { code: 'b-lower-leg-l', label: 'Left lower leg, back' },
  { code: 'b-lower-leg-r', label: 'Right lower leg, back' },
  { code: 'b-foot-l', label: 'Left foot, sole' },
  { code: 'b-foot-r', label: 'Right foot, sole' },
]
export const sides = { front, back }
export const regions: readonly Option[] = [...front, ...back]

export const markKinds: readonly Option[] = [
  { code: 'red', label: 'Red mark' },
  { code: 'scratch', label: 'Scratch' },
  { code: 'bruise', label: 'Bruise' },
  { code: 'bite', label: 'Bite' },
  { code: 'swelling', label: 'Swelling' },
  { code: 'other', label: 'Other' },
]
export const markSizes: readonly Option[] = [
  { code: 'fingertip', label: 'Fingertip' },
  { code: 'coin', label: 'Coin' },
  { code: 'hand', label: 'Hand' },
]
export const bodies: readonly Option[] = [
  { code: 'child', label: 'Child' },
  { code: 'infant', label: 'Baby or toddler' },
  { code: 'adult', label: 'Adult' },
]
