import { CircleDashed, CircleQuestionMark, ClipboardList, Footprints, HandHeart, MessageCircle, Pencil, Sun, ThumbsDown, ThumbsUp, Users, VolumeX } from '@lucide/vue'
import type { Component } from 'vue'

/** A picture for each word a child is shown; the word always stands beside it. */
export const childSigns: Readonly<Record<string, Component>> = {
  plan: ClipboardList, draw: Pencil, 'adult-near': Users, space: CircleDashed, quiet: VolumeX, move: Footprints, else: MessageCircle,
  'child-helps': HandHeart, 'child-adults': Users, 'child-after': Sun, 'child-yes': ThumbsUp, 'child-maybe': CircleQuestionMark, 'child-no': ThumbsDown,
}
