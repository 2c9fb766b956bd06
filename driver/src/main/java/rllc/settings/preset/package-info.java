/** Presets by their names: text in, settings out. */
package rllc.settings.preset;
