package rllc.jobs;

import java.util.Arrays;
import rllc.settings.preset.PresetInfo;
import rllc.settings.preset.Presets;

/** Every preset by an example: P, v, L0 and what auto means for c1 and c2. */
final class PresetTable {
  private PresetTable() {}

  static String text() {
    StringBuilder text = new StringBuilder("presets\n");
    Presets.all().forEach(preset -> append(text, preset));
    return text.toString();
  }

  private static void append(StringBuilder text, PresetInfo preset) {
    text.append(preset.form())
        .append("   for example ")
        .append(preset.example().preset())
        .append('\n');
    preset
        .memory()
        .ifPresent(
            memory -> {
              text.append("  P = ").append(Arrays.deepToString(memory.propagator()));
              text.append("  v = ").append(Arrays.toString(memory.input()));
              text.append("  L0 = ").append(preset.law0()).append('\n');
            });
    text.append("  c1 auto: ").append(preset.c1());
    text.append("   c2 auto: ").append(preset.c2()).append('\n');
  }
}
