import type { Fetch } from '../../src/sync/ask'
import type { Courier } from '../../src/sync/courier'
import { createCourier } from '../../src/sync/courier'
import type { TestTablet } from './tablet'

/** A tablet's courier, with something between it and the endpoint. */
export const courierOver = ({ ledger, vault, wire }: TestTablet, fetch: Fetch): Courier => createCourier({ ledger, vault, wire: { ...wire, fetch }, build: 'test' })
