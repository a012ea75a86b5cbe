/** The endpoint has no such tablet: it went back to a copy from before this one was set up. What is here stays, and joining again sends it. */
export const isForgotten = (trouble: string | null): boolean => trouble === 'not-known'
