/**
 * Answers whose words are a text, without the streams of a whole `Response`, which is made anew for every header that a
 * server sets on it. Any other answer is a whole one.
 */
export function quickenAnswers(): void {
  const Whole = globalThis.Response
  class Quick {
    readonly body: string | null = null
    readonly status: number = 200
    readonly statusText: string = ''
    readonly headers: Headers = new Headers()
    constructor(body?: BodyInit | null, init: ResponseInit = {}) {
      if (body !== null && body !== undefined && typeof body !== 'string') return new Whole(body, init) as unknown as Quick
      this.body = body ?? null
      this.status = init.status ?? 200
      this.statusText = init.statusText ?? ''
      this.headers = new Headers(init.headers)
      if (this.body !== null && !this.headers.has('content-type')) this.headers.set('content-type', 'text/plain;charset=UTF-8')
    }
    get ok(): boolean {
      return this.status >= 200 && this.status < 300
    }
    text(): Promise<string> {
      return Promise.resolve(this.body ?? '')
    }
    async json(): Promise<unknown> {
      return JSON.parse(await this.text()) as unknown
    }
  }
  // What is asked of an answer here, by its server, its line and its tablet, is all there.
  globalThis.Response = Quick as unknown as typeof Response
}
