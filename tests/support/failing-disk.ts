/**
 * A disk that stops at one step. fake-indexeddb's own stores are asked as usual; the step that is due throws instead, as a
 * full disk does, or never answers again. `calls` counts the steps when nothing is due.
 */
export interface FailingDisk {
  /** The step at which to fail, counted from 1; null: never. */
  due: number | null
  calls: number
  readonly restore: () => void
}

const steps = ['add', 'put', 'delete'] as const

export function failingDisk(error: () => Error, only: (table: string) => boolean = () => true): FailingDisk {
  const stores = IDBObjectStore.prototype
  const real = Object.fromEntries(steps.map((name) => [name, Object.getOwnPropertyDescriptor(stores, name)]))
  const disk: FailingDisk = {
    due: null,
    calls: 0,
    restore: () => {
      for (const name of steps) if (real[name]) Object.defineProperty(stores, name, real[name])
    },
  }
  for (const name of steps) {
    const ask = real[name]?.value as (this: IDBObjectStore, ...given: unknown[]) => IDBRequest
    Object.defineProperty(stores, name, {
      configurable: true,
      writable: true,
      value: function (this: IDBObjectStore, ...given: unknown[]): IDBRequest {
        if (only(this.name)) {
          disk.calls += 1
          if (disk.calls === disk.due) throw error()
        }
        return ask.apply(this, given)
      },
    })
  }
  return disk
}
