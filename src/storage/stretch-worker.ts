import type { Stretch } from './stretch'
import { argon2 } from './stretch-argon2'

interface Asked {
  readonly pin: string
  readonly how: Parameters<Stretch>[1]
}

self.onmessage = ({ data }: MessageEvent<Asked>) => {
  void argon2(data.pin, data.how).then(
    (bytes) => {
      self.postMessage(bytes)
    },
    // The error is not handed on: nothing that was near a PIN leaves this thread but the bytes.
    () => {
      self.postMessage(null)
    },
  )
}
