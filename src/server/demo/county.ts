import type { Role } from '../../domain/people'
import type { NewSetting } from '../office'

/** A made-up county, for trying out. Nobody in it exists, and its codes are printed for everyone to read. */
export interface DemoSetting extends NewSetting {
  readonly enrolmentCode: string
  readonly adults: readonly DemoAdult[]
  readonly rooms: readonly { readonly name: string; readonly keyPerson: string; readonly children: readonly string[] }[]
  /** Day of birth of the youngest room's eldest child, roughly; older rooms are a year older each. */
  readonly bornIn: number
}
export interface DemoAdult {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly code: string
  readonly rooms?: readonly string[]
}

export const county: readonly DemoSetting[] = [
  {
    id: 'willowmere',
    name: 'Willowmere Primary',
    kind: 'school',
    place: 'the school office',
    enrolmentCode: 'WILLOW-2468',
    bornIn: 2020,
    adults: [
      { id: 'willowmere-amira', name: 'Amira Lanternhall', roles: ['practitioner'], rooms: ['Otters'], code: 'AMIRA-1357' },
      { id: 'willowmere-bertie', name: 'Bertie Quillfeather', roles: ['key-person'], rooms: ['Herons'], code: 'BERTIE-1357' },
      { id: 'willowmere-senna', name: 'Senna Marchpane', roles: ['senco'], code: 'SENNA-1357' },
      { id: 'willowmere-dov', name: 'Dov Saltmarsh', roles: ['dsl'], code: 'DOV-1357' },
      { id: 'willowmere-hetty', name: 'Hetty Overbrook', roles: ['head'], code: 'HETTY-1357' },
      { id: 'willowmere-tolly', name: 'Tolly Windgather', roles: ['tutor', 'practitioner'], rooms: ['Kingfishers'], code: 'TOLLY-1357' },
      { id: 'willowmere-maud', name: 'Maud Eveningale', roles: ['mental-health-lead'], code: 'MAUD-1357' },
      { id: 'willowmere-gus', name: 'Gus Oftenbright', roles: ['governor'], code: 'GUS-1357' },
      { id: 'willowmere-vesper', name: 'Vesper Inkwell', roles: ['visiting'], code: 'VESPER-1357' },
      { id: 'willowmere-lark', name: 'Lark Countywell', roles: ['la'], code: 'LARK-1357' },
    ],
    rooms: [
      { name: 'Otters', keyPerson: 'willowmere-amira', children: ['Moss Kettle', 'Juniper Brightwater', 'Pip Marmalade', 'Wren Applegarth-Moon', 'Basil Tumbledown', 'Clover Oddfellow', 'Fennel Starling', 'Hazel Quince', 'Indigo Puddlefoot', 'Teasel Merriweather'] },
      { name: 'Herons', keyPerson: 'willowmere-bertie', children: ['Sorrel Okonjo-Fern', 'Rowan Thistledown', 'Bramble Featherstonehaugh-Li', 'Saffron Locket', 'Cosmo Butterwick', 'Linnet Hollowday', 'Orrin Pebblecombe', 'Tansy Nightingale-Rao', 'Zephyr Crumb', 'Marigold Sixpence'] },
      { name: 'Kingfishers', keyPerson: 'willowmere-tolly', children: ['Ash Treacle', 'Dandelion Grey-Adeyemi', 'Figgy Lanyard', 'Ivo Snowberry', 'Nettle Goldhawk', 'Peregrine Muffin', 'Quill Ravensbourne', 'Sage Umbrella', 'Thyme Wagtail', 'Yarrow Zedwick'] },
    ],
  },
  {
    id: 'dandelion',
    name: 'Dandelion Corner Nursery',
    kind: 'early-years',
    place: 'the manager’s office',
    enrolmentCode: 'DANDELION-2468',
    bornIn: 2024,
    adults: [
      { id: 'dandelion-kit', name: 'Kit Buttonwood', roles: ['key-person'], rooms: ['Ladybirds'], code: 'KIT-1357' },
      { id: 'dandelion-oona', name: 'Oona Saltpetal', roles: ['practitioner'], rooms: ['Bumblebees'], code: 'OONA-1357' },
      { id: 'dandelion-sol', name: 'Sol Fernhollow', roles: ['senco', 'tutor'], code: 'SOL-1357' },
      { id: 'dandelion-della', name: 'Della Moonraker', roles: ['dsl'], code: 'DELLA-1357' },
      { id: 'dandelion-moss', name: 'Mossie Tidewell', roles: ['head'], code: 'MOSSIE-1357' },
      { id: 'dandelion-wanda', name: 'Wanda Brightling', roles: ['mental-health-lead', 'practitioner'], code: 'WANDA-1357' },
      { id: 'dandelion-olive', name: 'Olive Ledgerby', roles: ['governor'], code: 'OLIVE-1357' },
      { id: 'dandelion-piper', name: 'Piper Farthingale', roles: ['visiting'], code: 'PIPER-1357' },
      { id: 'dandelion-lark', name: 'Lark Countywell', roles: ['la'], code: 'LARK-1357' },
    ],
    rooms: [
      { name: 'Ladybirds', keyPerson: 'dandelion-kit', children: ['Bean Thimbleby', 'Coriander Bell', 'Dot Honeydew', 'Ember Twelvetrees', 'Poppy Ninepence', 'Tuppence Ash'] },
      { name: 'Bumblebees', keyPerson: 'dandelion-oona', children: ['Acorn Velvet', 'Biscuit Longacre', 'Cricket Amadi-Snow', 'Plum Hatbox', 'Russet Windfall', 'Twill Osei-Meadow'] },
    ],
  },
]
