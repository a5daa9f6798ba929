/* Exact dynamic programming over everything that can have been said and done.
   A state is answers * 2^actions + done; answers are mixed radix, 0 = not asked, k + 1 = answer k. The weights of a
   state are the product of what was said and what failed, so expected seconds add up without division. */
#include <stdlib.h>

typedef struct { int question, answer; } Condition;

void solve(int sets, int questions, int actions, const int *answers, const double *rows /* [q][8][set] */,
           const double *solves /* [a][set] */, const double *start, const double *question_s, const double *action_s,
           double handoff_s, const Condition *barred, const Condition *only_if, float *value, unsigned char *best)
{
    long place[16], states = 1, masks = 1L << actions;
    for (int q = 0; q < questions; q++) { place[q] = states; states *= answers[q] + 1; }
    double *failed = malloc(sizeof(double) * masks * sets), said[256];
    for (long done = 0; done < masks; done++)
        for (int c = 0; c < sets; c++) {
            double x = 1;
            for (int a = 0; a < actions; a++) if (done >> a & 1) x *= 1 - solves[a * sets + c];
            failed[done * sets + c] = x;
        }
    for (long state = states - 1; state >= 0; state--) {
        int digit[16], open[16], opens = 0;
        long rest = state, possible = 0;
        for (int q = 0; q < questions; q++) {
            digit[q] = rest % (answers[q] + 1);
            rest /= answers[q] + 1;
            if (!digit[q]) open[opens++] = q;
        }
        for (int a = 0; a < actions; a++) {
            int bar = barred[a].question >= 0 && digit[barred[a].question] == barred[a].answer + 1;
            int shut = only_if[a].question >= 0 && digit[only_if[a].question] != only_if[a].answer + 1;
            if (!bar && !shut) possible |= 1L << a;
        }
        for (int c = 0; c < sets; c++) {
            said[c] = start[c];
            for (int q = 0; q < questions; q++) if (digit[q]) said[c] *= rows[(q * 8 + digit[q] - 1) * sets + c];
        }
        float *here = value + state * masks;
        for (long done = masks - 1; done >= 0; done--) {
            double weight = 0;
            for (int c = 0; c < sets; c++) weight += said[c] * failed[done * sets + c];
            double least = handoff_s * weight;
            int step = 255;
            for (int a = 0; a < actions; a++) if ((possible & ~done) >> a & 1) {
                double s = action_s[a] * weight + here[done | 1L << a];
                if (s < least) { least = s; step = a; }
            }
            for (int i = 0; i < opens; i++) {
                int q = open[i];
                double s = question_s[q] * weight;
                for (int k = 1; k <= answers[q] && s < least; k++) s += value[(state + k * place[q]) * masks + done];
                if (s < least) { least = s; step = 100 + q; }
            }
            here[done] = (float)least;
            best[state * masks + done] = (unsigned char)step;
        }
    }
    free(failed);
}
