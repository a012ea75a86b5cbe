import type { ScenarioLine } from './scenario'

/** What is published for each school year. A year that is over keeps its scenarios until the next are here. */
export const scenarios: readonly ScenarioLine[] = [
  {
    id: 'pip', year: 2026, title: 'Pip, Year 2',
    about: 'A child for whom the hall at lunch is too much. From six ABC records to a tree, a map and what adults change.',
    read: async () => (await import('./2026/pip')).pip,
  },
  {
    id: 'dot', year: 2026, title: 'Dot, in the nursery',
    about: 'A small child who bites when others come close. Observations first, then what the room does differently.',
    read: async () => (await import('./2026/dot')).dot,
  },
  {
    id: 'juniper', year: 2026, title: 'Juniper, Year 9',
    about: 'A pupil who walks out of lessons. Corridors, cover teachers, and what she says about it herself.',
    read: async () => (await import('./2026/juniper')).juniper,
  },
]
