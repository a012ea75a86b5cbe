declare const __BUILD__: string

/** Which build this is, as `version+commit`: shown in the Tray, told to the endpoint, written in its log. */
export const build: string = __BUILD__
