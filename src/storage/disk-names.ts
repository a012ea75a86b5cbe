/** What the service worker knows of this tablet's disk. It opens the database as it lies, without Dexie, and only reads. */
export const diskName = 'steps-toolkit'
/** Rows of `facts` that the locked app uses. */
export const lockedFacts = { keys: 'device-keys', identity: 'identity' } as const
/** An incident's number in the setting's book. Says no more than its id does, so it lies open. */
export const numberFact = (record: string): string => `number|${record}`
/** What the browser calls the worker by once there is a network (Background Sync). */
export const sendTag = 'send-what-waits'

/** Why a row is parked that was to be sent, and that nobody can open any more. What was sealed of it for the endpoint still can go. */
export const notWhole = 'not-whole'
export const goesSealed = ({ code }: { readonly code: string | null }): boolean => code === null || code === notWhole
